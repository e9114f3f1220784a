using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace SelfLearning.Tests.Naming;

public class ContextKeyTests
{
    [Property(MaxTest = 2_000, Replay = "20300203,4056791")]
    public Property Any_text_becomes_a_valid_key() => Prop.ForAll(Texts.ToArbitrary(), text => ContextKey.IsValid(ContextKey.Encode(text).Text));

    [Property(MaxTest = 2_000, Replay = "20300203,4056791")]
    public Property Different_texts_get_different_keys() => Prop.ForAll(
        NearbyPairs.ToArbitrary(), pair => (pair.First == pair.Second) == (ContextKey.Encode(pair.First) == ContextKey.Encode(pair.Second)));

    [Property(MaxTest = 500, Replay = "20300203,4056791")]
    public Property A_text_is_never_taken_for_the_key_of_another() => Prop.ForAll(
        Texts.ToArbitrary(), text => ContextKey.Encode(text).Text == text || ContextKey.Encode(ContextKey.Encode(text).Text) != ContextKey.Encode(text));

    [Theory]
    [InlineData("portrait", "portrait")]
    [InlineData("A.b_c:d-9", "A.b_c:d-9")]
    [InlineData("", "~")]
    [InlineData("~", "~7e")]
    [InlineData("a b", "a~20b")]
    [InlineData("\u00e9", "~c3~a9")]
    [InlineData("\ud83d\ude00", "~f0~9f~98~80")]
    public void The_encoded_form_is_readable_and_stable(string text, string key) => Assert.Equal(key, ContextKey.Encode(text).Text);

    [Fact]
    public void Unpaired_surrogates_are_told_apart()
    {
        var keys = Enumerable.Range(0xD800, 0x800).Select(c => ContextKey.Encode(((char)c).ToString()).Text)
            .Append(ContextKey.Encode("\uFFFD").Text).Append(ContextKey.Encode("~ud800").Text).ToList();
        Assert.All(keys, key => Assert.True(ContextKey.IsValid(key)));
        Assert.Equal(0x802, keys.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Texts_that_differ_only_far_behind_the_cut_get_different_keys()
    {
        var common = new string('x', 100_000);
        var keys = new[] { common, common + "a", common + "b", common + "\ud800", common + "\udbff", common + "\uFFFD" }.Select(t => ContextKey.Encode(t).Text).ToList();
        Assert.All(keys, key => Assert.Equal(ContextKey.MaximumLength, key.Length));
        Assert.Equal(6, keys.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void The_longest_plain_text_stays_as_it_is_and_one_more_character_is_digested()
    {
        Assert.Equal(new string('k', 200), ContextKey.Encode(new string('k', 200)).Text);
        Assert.Contains("~~", ContextKey.Encode(new string('k', 201)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("\u00e9")]
    public void What_is_no_key_is_refused_with_the_rule_and_the_way_out(string? text)
    {
        var error = Assert.Throws<ModuleProcessingException>(() => ContextKey.Parse(text));
        Assert.Contains("1 to 200 characters of A-Z, a-z, 0-9 and . _ ~ : -", error.Message, StringComparison.Ordinal);
        Assert.Contains("ContextKey.Encode", error.Message, StringComparison.Ordinal);
        Assert.Equal(text, error.Context);
    }

    [Fact]
    public void A_key_of_200_characters_is_read_and_one_of_201_is_not()
    {
        Assert.Equal(200, ContextKey.Parse(new string('a', 200)).Text.Length);
        Assert.Throws<ModuleProcessingException>(() => ContextKey.Parse(new string('a', 201)));
    }

    [Fact]
    public void An_uninitialised_key_is_the_default_context()
    {
        Assert.Equal("default", default(ContextKey).Text);
        Assert.Equal("default", default(ContextKey).ToString());
        Assert.Equal(ContextKey.Default, ContextKey.Parse("default"));
        Assert.Equal(ContextKey.Default, default);
    }

    // Pieces that look like escapes, that need escapes, that have no UTF-8 form, and that overflow.
    private static Gen<string> Texts => Gen.OneOf(
        Gen.Elements("", "~", "~~", "~7e", "~20", "~u", "~ud800", " ", "a", "Z9", ".", "\u00e9", "\ud83d\ude00", "\ud83d", "\ude00", "\uFFFD", "\0", "/"),
        ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""),
        Gen.Choose(50, 260).Select(length => new string('y', length)),
        Gen.Choose(50, 90).Select(length => new string('\u20ac', length))).NonEmptyListOf().Select(pieces => string.Concat(pieces.Take(6)));

    private static Gen<(string First, string Second)> NearbyPairs =>
        from first in Texts
        from second in Gen.OneOf(
            Texts,
            Gen.Constant(first),
            Gen.Constant(ContextKey.Encode(first).Text),
            Gen.Constant(first + "~"),
            Gen.Constant(first.Replace("~", "~7e", StringComparison.Ordinal)),
            Gen.Constant(first.Length == 0 ? "" : first[..^1]),
            Gen.Constant(first.ToUpperInvariant()))
        select (first, second);
}
