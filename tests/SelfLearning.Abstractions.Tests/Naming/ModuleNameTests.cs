namespace SelfLearning.Tests.Naming;

public class ModuleNameTests
{
    [Theory]
    [InlineData("lyrics")]
    [InlineData("a")]
    [InlineData("image-gen-2")]
    [InlineData("-")]
    public void A_name_of_lower_case_letters_digits_and_dashes_is_taken(string name) => Assert.Equal(name, ModuleName.Require(name));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Lyrics")]
    [InlineData("a_b")]
    [InlineData("a/b")]
    [InlineData("caf\u00e9")]
    public void Any_other_name_is_refused_with_the_rule(string? name)
    {
        var error = Assert.Throws<ModuleConfigurationException>(() => ModuleName.Require(name));
        Assert.Contains($"'{name}'", error.Message, StringComparison.Ordinal);
        Assert.Contains("1 to 63 characters of a-z, 0-9 and '-'", error.Message, StringComparison.Ordinal);
        Assert.Equal(name, error.Module);
    }

    [Fact]
    public void The_longest_name_has_63_characters()
    {
        Assert.True(ModuleName.IsValid(new string('m', 63)));
        Assert.False(ModuleName.IsValid(new string('m', 64)));
    }
}
