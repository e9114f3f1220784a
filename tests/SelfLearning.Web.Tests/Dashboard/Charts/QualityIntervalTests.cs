using SelfLearning.Web.Dashboard.Charts;

namespace SelfLearning.Web.Tests.Dashboard.Charts;

public sealed class QualityIntervalTests
{
    // The interval of 8 of 10, as tables of it have it.
    [Fact]
    public void It_is_that_of_Wilson()
    {
        var interval = QualityInterval.Of(0.8, 10)!.Value;

        Assert.Equal((0.4902, 0.9433), (Math.Round(interval.Low, 4), Math.Round(interval.High, 4)));
    }

    [Fact]
    public void It_holds_the_mean_stays_within_the_range_and_narrows_with_feedback()
    {
        foreach (var mean in (double[])[0, 0.01, 0.5, 0.77, 1])
        {
            var width = 1.1;
            foreach (var count in (long[])[1, 3, 10, 100, 10_000])
            {
                var interval = QualityInterval.Of(mean, count)!.Value;
                Assert.InRange(mean, interval.Low - 1e-9, interval.High + 1e-9);
                Assert.InRange(interval.Low, 0, 1);
                Assert.InRange(interval.High, 0, 1);
                Assert.True(interval.High - interval.Low < width);
                width = interval.High - interval.Low;
            }
        }
    }

    [Fact]
    public void Without_feedback_there_is_none() => Assert.Equal((null, null), (QualityInterval.Of(null, 0), QualityInterval.Of(0.5, 0)));

    [Fact]
    public void The_scale_holds_every_interval_in_whole_tenths()
    {
        var scale = QualityScale.Of([new QualityInterval(0.31, 0.42), new QualityInterval(0.3, 0.55)]);

        Assert.Equal(new QualityScale(0.3, 0.6), scale);
        Assert.Equal((0.0, 50.0, 100.0), (scale.Place(0.2), Math.Round(scale.Place(0.45), 6), scale.Place(0.9)));
        Assert.Equal(new QualityScale(0, 1), QualityScale.Of([]));
    }
}
