using SelfLearning.Web.Dashboard;

namespace SelfLearning.Web.Tests.Dashboard;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(null, "–")]
    [InlineData(0.0, "0 ms")]
    [InlineData(0.004, "< 0.01 ms")]
    [InlineData(0.25, "0.25 ms")]
    [InlineData(4.25, "4.3 ms")]
    [InlineData(420.4, "420 ms")]
    [InlineData(1_234.0, "1.2 s")]
    [InlineData(90_000.0, "1.5 min")]
    public void Durations_have_a_unit_that_fits(double? milliseconds, string expected) => Assert.Equal(expected, Figures.Duration(milliseconds));

    [Theory]
    [InlineData(null, "–")]
    [InlineData(0.0, "0 %")]
    [InlineData(0.0004, "< 0.1 %")]
    [InlineData(0.055, "5.5 %")]
    [InlineData(0.7, "70 %")]
    [InlineData(0.972, "97.2 %")]
    [InlineData(0.9996, "> 99.9 %")]
    [InlineData(1.0, "100 %")]
    public void Almost_all_and_almost_nothing_are_not_all_and_nothing(double? share, string expected) => Assert.Equal(expected, Figures.Share(share));

    [Theory]
    [InlineData(null, "–")]
    [InlineData(0.123, "+0.12")]
    [InlineData(-0.1, "−0.10")]
    [InlineData(-0.001, "0.00")]
    public void Gains_have_a_sign(double? gain, string expected) => Assert.Equal(expected, Figures.Gain(gain));

    [Fact]
    public void Times_are_in_utc()
    {
        var time = new DateTimeOffset(2026, 1, 2, 1, 30, 0, TimeSpan.FromHours(2));

        Assert.Equal(("1 Jan 23:30", "2026-01-01T23:30:00Z"), (Figures.Time(time), Figures.Machine(time)));
    }

    [Fact]
    public void Counts_agree_with_their_noun() => Assert.Equal(("1 context", "12,345 contexts"), (Figures.Count(1, "context"), Figures.Count(12_345, "context")));

    [Fact]
    public void Counts_that_stop_somewhere_say_so() => Assert.Equal(
        ("1+", "1,000+ contexts", "1 context"), (Figures.Count(1, hasMore: true), Figures.Count(1_000, "context", hasMore: true), Figures.Count(1, "context", hasMore: false)));
}
