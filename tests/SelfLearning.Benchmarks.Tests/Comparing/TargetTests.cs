using SelfLearning.Benchmarks.Comparing;

namespace SelfLearning.Benchmarks.Tests.Comparing;

public sealed class TargetTests
{
    [Theory]
    [InlineData(0.49, "Missed")]
    [InlineData(0.5, "Met")]
    [InlineData(0.8, "Stretch")]
    public void A_ratio_must_be_at_least(double ratio, string verdict) =>
        Assert.Equal(verdict, Target.RatioAtLeast(0.5, 0.8).Judge(Result(ratio)).ToString());

    [Theory]
    [InlineData(2_100, 600, "Met")]
    [InlineData(2_101, 600, "Missed")]
    [InlineData(1_200, 600, "Stretch")]
    public void Bytes_are_counted_beyond_those_of_the_reference(double a, double b, string verdict) =>
        Assert.Equal(verdict, Target.ExtraBytesAtMost(1_500, 600).Judge(Result(1) with { BytesA = a, BytesB = b }).ToString());

    [Theory]
    [InlineData(1_000_000, "Met")]
    [InlineData(999_999, "Missed")]
    [InlineData(4_000_000, "Stretch")]
    public void A_time_is_that_of_one_call(double perSecond, string verdict) =>
        Assert.Equal(verdict, Target.MicrosecondsAtMost(1, 0.3).Judge(Result(1) with { A = perSecond }).ToString());

    private static Result Result(double ratio) => new() { Name = "x", Ratio = ratio, A = 1, B = 1, Unit = "calls/s" };
}
