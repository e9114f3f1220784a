using SelfLearning.Web.Dashboard;
using SelfLearning.Web.Dashboard.Charts;

namespace SelfLearning.Web.Tests.Dashboard.Charts;

public sealed class SparklineTests
{
    [Fact]
    public void The_line_goes_from_the_first_value_to_the_last_and_over_gaps()
    {
        var line = Of(null, 0.2, null, 0.8);

        Assert.Equal("M41 25L117 3", line.Path);
        Assert.Equal(("117", "3"), (line.LastX, line.LastY));
        Assert.Equal("from 0.20 to 0.80, lowest 0.20, highest 0.80", line.Text);
    }

    [Fact]
    public void Small_changes_are_not_blown_up() => Assert.Equal("M3 14.2L117 13.8", Of(0.5, 0.501).Path);

    [Fact]
    public void Without_values_there_is_no_line() => Assert.Equal("", Of(null, null).Path);

    [Fact]
    public void Every_value_is_within_the_drawing()
    {
        var random = new Random(5);
        for (var i = 0; i < 200; i++)
        {
            var values = Enumerable.Range(0, random.Next(1, 50)).Select(_ => random.Next(4) == 0 ? (double?)null : random.NextDouble() * Math.Pow(10, random.Next(-3, 6))).ToArray();
            foreach (var place in Of(values).Path.Split('M', 'L').Where(text => text.Length > 0).Select(text => text.Split(' ')))
            {
                Assert.InRange(double.Parse(place[0], System.Globalization.CultureInfo.InvariantCulture), 0, Sparkline.Width);
                Assert.InRange(double.Parse(place[1], System.Globalization.CultureInfo.InvariantCulture), 0, Sparkline.Height);
            }
        }
    }

    private static Sparkline Of(params double?[] values) => Sparkline.Of(values, Figures.Quality);
}
