using System.Collections.Immutable;
using SelfLearning.Contracts;

namespace SelfLearning.Tests.Contracts;

public class ValuesTextTests
{
    public static TheoryData<string[]> Texts =>
    [
        [],
        ["warmth", "0.5"],
        ["warmth", "0.5", "length", "short"],
        ["a", "3:abc", "b", ":", "c", "12"],
        ["prompt", "\ud83d\udc08 says \u0000", "x", new string('v', 200)],
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Values_are_read_back_from_their_text(string[] texts)
    {
        var values = texts.Chunk(2).Select(pair => new ParameterValue(pair[0], pair[1])).ToImmutableArray();

        var read = ValuesText.Read(ValuesText.Write(values));
        // Another text in between, so that nothing is remembered.
        ValuesText.Read(ValuesText.Write([new("other", "1")]));
        var again = ValuesText.Read(string.Concat(ValuesText.Write(values)));

        Assert.Equal(values.AsEnumerable(), read);
        Assert.Equal(values.AsEnumerable(), again);
    }

    [Fact]
    public void Equal_values_share_one_text_and_equal_texts_share_their_values()
    {
        ImmutableArray<ParameterValue> one = [new("warmth", "0.5")];
        ImmutableArray<ParameterValue> other = [new("warmth", "0.5")];

        var text = ValuesText.Write(one);

        Assert.Same(text, ValuesText.Write(other));
        Assert.Equal(ValuesText.Read(text), ValuesText.Read(new string(text)));
    }

    [Theory]
    [InlineData("6warmth")]
    [InlineData("7:warmth")]
    [InlineData("6:warmth")]
    [InlineData("-1:warmth3:0.5")]
    [InlineData("99999999999:warmth3:0.5")]
    public void What_is_no_such_text_is_refused(string text) => Assert.Throws<FormatException>(() => ValuesText.Read(text));
}
