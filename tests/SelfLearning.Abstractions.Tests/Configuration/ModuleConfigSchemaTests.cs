using System.Globalization;

namespace SelfLearning.Tests.Configuration;

public class ModuleConfigSchemaTests
{
    private static readonly ModuleConfigSchema<LyricsConfig> Schema = ModuleConfigSchema<LyricsConfig>.Bind("lyrics", Settings.Lyrics());

    [Fact]
    public void Parameters_stand_in_the_order_of_declaration_with_the_base_first() => Assert.Equal(
        ["temperature", "structure", "rhyme", "mood", "verses", "budget", "takes", "volume", "echo", "swing"], Schema.Parameters.Parameters.Select(p => p.Name));

    [Fact]
    public void Each_type_of_property_gives_its_kind_of_parameter()
    {
        AssertParameter("temperature", ParameterKind.Real, 13, "0", "1.2", "0.7");
        AssertParameter("structure", ParameterKind.Categorical, 2, "verse-first", "hook-first", "verse-first");
        AssertParameter("rhyme", ParameterKind.Boolean, 2, "false", "true", "true");
        AssertParameter("mood", ParameterKind.Categorical, 3, "Sad", "Glad", "Calm");
        AssertParameter("verses", ParameterKind.Integer, 9, "1", "9", "3");
        AssertParameter("budget", ParameterKind.Integer, 11, "0", "1000", "500");
        AssertParameter("takes", ParameterKind.Integer, 3, "1", "3", "1");
        AssertParameter("volume", ParameterKind.Integer, 52, "0", "255", "100");
        AssertParameter("echo", ParameterKind.Real, 11, "0", "1", "0.7");
        AssertParameter("swing", ParameterKind.Real, 7, "0", "0.3", "0.1");
    }

    [Fact]
    public void The_default_of_a_parameter_is_the_bound_value()
    {
        var schema = ModuleConfigSchema<LyricsConfig>.Bind("lyrics", Settings.Lyrics(("Temperature", "0.30"), ("Mood", "glad"), ("Rhyme", "False"), ("Echo", "1.0"), ("Structure", "hook-first")));
        string[] names = ["temperature", "mood", "rhyme", "echo", "structure"];
        Assert.Equal(["0.3", "Glad", "false", "1", "hook-first"], names.Select(name => schema.Parameters[schema.Parameters.IndexOf(name)].Default));
    }

    [Fact]
    public void With_sets_every_kind_of_parameter_on_a_copy()
    {
        var config = Schema.With(
        [
            new("temperature", "0.2"), new("structure", "hook-first"), new("rhyme", "false"), new("mood", "Glad"), new("verses", "9"),
            new("budget", "0"), new("takes", "2"), new("volume", "255"), new("echo", "0.1"), new("swing", "0.15"),
        ]);
        Assert.Equal((0.2, "hook-first", false, Mood.Glad, 9), (config.Temperature, config.Structure, config.Rhyme, config.Mood, config.Verses));
        Assert.Equal((0L, (short)2, (byte)255, 0.1f, 0.15m), (config.Budget, config.Takes, config.Volume, config.Echo, config.Swing));
        Assert.Equal("alto", config.Voice);
        Assert.Equal((0.7, "verse-first", 3), (Schema.Default.Temperature, Schema.Default.Structure, Schema.Default.Verses));
    }

    [Fact]
    public void Every_value_of_every_parameter_can_be_set_and_comes_back_as_the_same_text()
    {
        foreach (var parameter in Schema.Parameters.Parameters)
        {
            var property = typeof(LyricsConfig).GetProperty(parameter.Name, System.Reflection.BindingFlags.IgnoreCase | System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Public)!;
            foreach (var value in parameter.Values)
                Assert.Equal(value, Schema.Format(property.GetValue(Schema.With([new(parameter.Name, value)]))!));
        }
    }

    [Fact]
    public void With_takes_a_callers_own_value_and_the_later_of_two()
    {
        Assert.Equal(0.25, Schema.With([new("temperature", "0.5"), new("temperature", "0.25")]).Temperature);
        Assert.Equal("free", Schema.With([new("structure", "free")]).Structure);
    }

    [Fact]
    public void With_nothing_gives_an_equal_copy()
    {
        foreach (var copy in new[] { Schema.With([]), Schema.With(default) })
        {
            Assert.Equal(Schema.Default, copy);
            Assert.NotSame(Schema.Default, copy);
        }
    }

    [Fact]
    public void With_takes_three_members_from_the_options_in_force()
    {
        var options = new ModuleOptions { EnableAdaptation = false, AdaptationThreshold = 0.9, MetricsCollectionLevel = MetricsCollectionLevel.Comprehensive };
        var config = Schema.With([new("verses", "1")], options);
        Assert.Equal((false, 0.9, MetricsCollectionLevel.Comprehensive, 1), (config.EnableAdaptation, config.AdaptationThreshold, config.MetricsCollectionLevel, config.Verses));
        Assert.Equal("alto", config.Voice);
        Assert.Equal(0.7, Schema.Default.AdaptationThreshold);
        Assert.Equal(0.7, Schema.With([]).AdaptationThreshold);
    }

    [Theory]
    [InlineData("Temperature", "0.2", "Module 'lyrics': there is no parameter 'Temperature'. The nearest name is 'temperature'")]
    [InlineData("voice", "bass", "there is no parameter 'voice'")]
    [InlineData("temperature", "0,2", "LyricsConfig.Temperature (parameter 'temperature'): '0,2' is not a number")]
    [InlineData("temperature", "1,2", "'1,2' is not a number")]
    [InlineData("temperature", "NaN", "'NaN' is not a number")]
    [InlineData("temperature", null, "'' is not a number")]
    [InlineData("verses", "1.0", "'1.0' is not a whole number")]
    [InlineData("volume", "256", "'256' is not a whole number from 0 to 255")]
    [InlineData("rhyme", "True", "'True' is not true or false")]
    [InlineData("mood", "1", "'1' is not one of Sad, Calm, Glad")]
    [InlineData("mood", "glad", "'glad' is not one of Sad, Calm, Glad")]
    [InlineData("mood", "Sad, Glad", "'Sad, Glad' is not one of Sad, Calm, Glad")]
    public void With_refuses_unknown_names_and_texts_that_are_no_value_of_the_type(string name, string? value, string error) => Assert.Contains(
        error, Assert.Throws<ModuleConfigurationException>(() => Schema.With([new(name, value!)])).Message, StringComparison.Ordinal);

    [Fact]
    public void Numbers_are_read_and_written_the_same_in_every_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("")
            { NumberFormat = new NumberFormatInfo { NumberDecimalSeparator = ",", NumberGroupSeparator = ".", NegativeSign = "m" } };
            Assert.Equal(0.2, Schema.With([new("temperature", "0.2")]).Temperature);
            Assert.Equal(0.15m, Schema.With([new("swing", "0.15")]).Swing);
            Assert.Equal("0.2", Schema.Format(0.2));
            Assert.Equal("-3", Schema.Format(-3));
            Assert.Equal(0.3, ModuleConfigSchema<LyricsConfig>.Bind("lyrics", Settings.Lyrics(("Temperature", "0.3"))).Default.Temperature);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void An_expression_gives_the_name_of_its_parameter()
    {
        Assert.Equal("temperature", Schema.ParameterNameOf(c => c.Temperature));
        Assert.Equal("structure", Schema.ParameterNameOf(c => c.Structure));
        Assert.Equal("verses", Schema.ParameterNameOf<object>(c => c.Verses));
    }

    [Fact]
    public void An_expression_that_is_no_tunable_property_is_refused()
    {
        Assert.Contains("LyricsConfig.Voice is not a parameter: mark it with [Tunable]", ErrorOf(() => Schema.ParameterNameOf(c => c.Voice)), StringComparison.Ordinal);
        Assert.Contains("LyricsConfig.AdaptationThreshold is not a parameter", ErrorOf(() => Schema.ParameterNameOf(c => c.AdaptationThreshold)), StringComparison.Ordinal);
        Assert.Contains("is not a property of LyricsConfig", ErrorOf(() => Schema.ParameterNameOf(c => c.Structure.Length)), StringComparison.Ordinal);
        Assert.Contains("is not a property of LyricsConfig", ErrorOf(() => Schema.ParameterNameOf(c => c.Temperature + 1)), StringComparison.Ordinal);
        Assert.Contains("The parameters are none", ErrorOf(() => ModuleConfigSchema<PlainConfig>.Bind("plain", null).ParameterNameOf(c => c.EnableAdaptation)), StringComparison.Ordinal);
    }

    public static TheoryData<object, string> Texts => new()
    {
        { 0.2, "0.2" }, { 1.0, "1" }, { -0.0, "0" }, { 1e-7, "0.0000001" }, { 0.7f, "0.7" }, { 0.10m, "0.1" }, { 100_000.0, "100000" }, { 42, "42" },
        { -7L, "-7" }, { (byte)5, "5" }, { (short)-5, "-5" }, { true, "true" }, { false, "false" }, { Mood.Glad, "Glad" }, { "hook-first", "hook-first" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_value_has_the_text_its_parameter_lists(object value, string text) => Assert.Equal(text, Schema.Format(value));

    public static TheoryData<object?> NoValues => [double.NaN, double.PositiveInfinity, 1e15, float.NaN, (Mood)9, new object(), 'c', null];

    [Theory]
    [MemberData(nameof(NoValues))]
    public void What_is_no_value_of_a_parameter_has_no_text(object? value) =>
        Assert.Contains("is no value of a parameter", ErrorOf(() => Schema.Format(value!)), StringComparison.Ordinal);

    [Fact]
    public void The_definition_carries_name_parameters_options_and_revision()
    {
        var definition = ModuleConfigSchema<LyricsConfig>.Bind("lyrics", Settings.Lyrics(("ExplorationRate", "0.2"))).ToDefinition(4);
        Assert.Equal(("lyrics", 4, 0.2), (definition.Name, definition.Revision, definition.Options.ExplorationRate));
        Assert.Equal(Schema.Parameters, definition.Parameters);
        Assert.Contains("the revision 0 is not 1 or more", ErrorOf(() => Schema.ToDefinition(0)), StringComparison.Ordinal);
    }

    private static void AssertParameter(string name, ParameterKind kind, int count, string first, string last, string defaultValue)
    {
        var parameter = Schema.Parameters[Schema.Parameters.IndexOf(name)];
        Assert.Equal((kind, count, first, last, defaultValue), (parameter.Kind, parameter.Values.Length, parameter.Values[0], parameter.Values[^1], parameter.Default));
    }

    private static string ErrorOf(Func<object> call) => Assert.Throws<ModuleConfigurationException>(call).Message;
}
