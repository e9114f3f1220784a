using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace SelfLearning.Tests.Parameters;

public class ParameterDefinitionTests
{
    [Fact]
    public void A_grid_has_the_texts_a_person_would_write()
    {
        var temperature = ParameterDefinition.Real("temperature", 0.7, 0.0, 1.2, 0.1);
        Assert.Equal(["0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "1", "1.1", "1.2"], temperature.Values.AsEnumerable());
        Assert.Equal("0.7", temperature.Default);
        Assert.Equal(7, temperature.IndexOf("0.7"));
        Assert.Equal(-1, temperature.IndexOf("0.70"));
        Assert.True(temperature.IsNumeric);
    }

    [Fact]
    public void A_grid_through_zero_has_one_zero_without_a_sign()
    {
        var bias = ParameterDefinition.Real("bias", -0.0, -0.2, 0.2, 0.1);
        Assert.Equal(["-0.2", "-0.1", "0", "0.1", "0.2"], bias.Values.AsEnumerable());
        Assert.Equal("0", bias.Default);
    }

    [Property(MaxTest = 300, Replay = "20300203,4056791")]
    public Property Every_grid_point_is_exact() => Prop.ForAll(
        (from start in Gen.Choose(-1_000, 1_000)
         from count in Gen.Choose(1, 1_000)
         from digits in Gen.Choose(0, 6)
         from step in Gen.Choose(1, 50)
         select (start, count, digits, step)).ToArbitrary(),
        g =>
        {
            var scale = (decimal)Math.Pow(10, g.digits);
            var (minimum, step) = (g.start / scale, g.step / scale);
            var definition = ParameterDefinition.Real("p", (double)minimum, (double)minimum, (double)(minimum + (g.count * step)), (double)step);
            return definition.Values.Length == g.count + 1
                && definition.Values.Select((text, i) => decimal.Parse(text, CultureInfo.InvariantCulture) == minimum + (i * step)).All(same => same);
        });

    [Fact]
    public void Whole_numbers_and_switches_have_their_texts()
    {
        Assert.Equal(["1", "3", "5", "7", "9"], ParameterDefinition.Integer("level", 5, 1, 9, 2).Values.AsEnumerable());
        Assert.Equal(["false", "true"], ParameterDefinition.Boolean("fast", true).Values.AsEnumerable());
        Assert.Equal("true", ParameterDefinition.Boolean("fast", true).Default);
        Assert.Equal(1_001, ParameterDefinition.Integer("n", 0, 0, 1_000).Values.Length);
    }

    public static TheoryData<Func<ParameterDefinition>, string> Wrong => new()
    {
        { () => ParameterDefinition.Real("p", 0.75, 0, 1.2, 0.1), "its default '0.75' is not one of its values (0, 0.1, 0.2, ... 1.2)" },
        { () => ParameterDefinition.Real("p", 0, 0, 1, 0.3), "its range 0 to 1 is not a whole number of steps of 0.3" },
        { () => ParameterDefinition.Integer("p", 1, 1, 10, 2), "its range 1 to 10 is not a whole number of steps of 2" },
        { () => ParameterDefinition.Real("p", 0, 0, 1, 0), "its step 0 is not above 0" },
        { () => ParameterDefinition.Real("p", 0, 0, 1, -0.1), "its step -0.1 is not above 0" },
        { () => ParameterDefinition.Real("p", 0, 1, 0, 0.1), "its minimum 1 is not below its maximum 0" },
        { () => ParameterDefinition.Integer("p", 1, 1, 1), "its minimum 1 is not below its maximum 1" },
        { () => ParameterDefinition.Integer("p", 0, 0, 1_001), "more than 1001 values: take a larger step" },
        { () => ParameterDefinition.Integer("p", 0, long.MinValue, long.MaxValue), "more than 1001 values: take a larger step" },
        { () => ParameterDefinition.Real("p", 0, -9e14, 9e14, 1e-20), "more than 1001 values: take a larger step" },
        { () => ParameterDefinition.Real("p", 0, 0, double.NaN, 0.1), "NaN is not a number between -1e15 and 1e15" },
        { () => ParameterDefinition.Real("p", 0, 0, 1e15, 1e14), "is not a number between -1e15 and 1e15" },
        { () => ParameterDefinition.Categorical("p", "a", "a"), "it has 1 values, and a parameter has 2 to 1001" },
        { () => ParameterDefinition.Categorical("p", "a", "a", "b", "a"), "a value is listed twice" },
        { () => ParameterDefinition.Categorical("p", "c", "a", "b"), "its default 'c' is not one of its values (a, b)" },
        { () => ParameterDefinition.Categorical("p", "a", "a", ""), "its value '' does not have 1 to 200 characters" },
        { () => ParameterDefinition.Categorical("p", "a", "a", null!), "its value '' does not have 1 to 200 characters" },
        { () => ParameterDefinition.Categorical("p", "a", "a", new string('v', 201)), "does not have 1 to 200 characters" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_does_not_fit_together_is_refused_with_name_value_and_rule(Func<ParameterDefinition> make, string rule)
    {
        var message = Assert.Throws<ModuleConfigurationException>(make).Message;
        Assert.StartsWith("Parameter 'p': ", message, StringComparison.Ordinal);
        Assert.Contains(rule, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("t\u00e9")]
    [InlineData(null)]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123")]
    public void A_name_outside_the_rule_is_refused(string? name) => Assert.Contains(
        $"'{name}' is not a parameter name: it has 1 to 63 letters, digits, '_', '.' or '-'.",
        Assert.Throws<ModuleConfigurationException>(() => ParameterDefinition.Boolean(name!, true)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Definitions_with_the_same_content_are_equal()
    {
        var one = ParameterDefinition.Categorical("p", "a", "a", "b");
        Assert.Equal(one, ParameterDefinition.Categorical("p", "a", "a", "b"));
        Assert.Equal(one.GetHashCode(), ParameterDefinition.Categorical("p", "a", "a", "b").GetHashCode());
        Assert.NotEqual(one, ParameterDefinition.Categorical("p", "a", "b", "a"));
        Assert.NotEqual(one, ParameterDefinition.Categorical("p", "b", "a", "b"));
    }
}
