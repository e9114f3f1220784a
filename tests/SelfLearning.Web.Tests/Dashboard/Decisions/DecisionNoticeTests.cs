using SelfLearning.Web.Dashboard.Decisions;

namespace SelfLearning.Web.Tests.Dashboard.Decisions;

public sealed class DecisionNoticeTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("applied")]
    [InlineData("applied-<b>")]
    [InlineData("applied--1")]
    [InlineData("applied-1-undone-twice")]
    [InlineData("praised-1")]
    public void What_is_none_says_nothing(string? said) => Assert.Null(DecisionNotice.Read(said));

    [Theory]
    [InlineData("applied-3", "Adaptation 3 is applied.")]
    [InlineData("superseded-3", "was not applied")]
    [InlineData("applied-3-undone", "rolled back")]
    [InlineData("rejected-3", "rejected")]
    [InlineData("released", "released")]
    public void What_was_done_is_said(string said, string expected) => Assert.Contains(expected, DecisionNotice.Read(said), StringComparison.Ordinal);
}
