namespace SelfLearning.Abstractions.Tests.Access;

public class ApiKeyTextTests
{
    [Fact]
    public void Keys_are_of_256_bits_and_never_the_same()
    {
        var all = Enumerable.Range(0, 1_000).Select(_ => ApiKeyText.Generate()).ToHashSet();

        Assert.Equal(1_000, all.Count);
        Assert.All(all, key => Assert.Equal(43, key[ApiKeyText.Prefix.Length..].Length));
    }

    [Fact]
    public void A_hash_is_what_other_tools_say_it_is_and_is_read_back()
    {
        // printf %s slo_example | sha256sum
        const string Text = "sha256:4a22a25d315ac27bb766bb3afea9aa1a0afb153d39938464fe2daf9fb6773f14";
        var hash = ApiKeyText.Hash("slo_example");

        Assert.Equal(Text, ApiKeyText.Format(hash));
        Assert.True(ApiKeyText.TryParse(Text, out var read));
        Assert.Equal(hash.AsEnumerable(), read);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("sha256:")]
    [InlineData("sha1:5bba23a4d0eae0d3c2a5d1ad7ff9cf2cc8c3c2d4b9ed3c1a4bb6ac6ae8f2ae1700")]
    [InlineData("sha256:5bba23a4d0eae0d3c2a5d1ad7ff9cf2cc8c3c2d4b9ed3c1a4bb6ac6ae8f2ae1")]
    [InlineData("sha256:gbba23a4d0eae0d3c2a5d1ad7ff9cf2cc8c3c2d4b9ed3c1a4bb6ac6ae8f2ae17")]
    public void Anything_else_is_none(string? text) => Assert.False(ApiKeyText.TryParse(text, out _));
}
