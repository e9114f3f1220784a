using SelfLearning.Tool.Reporting.Html;

namespace SelfLearning.Tool.Tests.Reporting.Html;

public class ScaleTests
{
    [Theory]
    [InlineData(0, 1, "0.0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(0, 20_000, "0 5,000 10,000 15,000 20,000")]
    [InlineData(0.54, 0.625, "0.54 0.56 0.58 0.60 0.62")]
    [InlineData(0.4995, 0.5105, "0.500 0.502 0.504 0.506 0.508 0.510")]
    public void Ticks_are_round_and_written_with_the_digits_they_need(double least, double most, string expected)
    {
        var scale = new Scale(least, most);
        Assert.Equal(expected, string.Join(' ', scale.Ticks(5).Select(tick => scale.Text(tick, 5))));
    }

    [Fact]
    public void A_value_outside_is_at_the_end() =>
        Assert.Equal([0, 0, 50, 100, 100], new double[] { -1, 2, 3, 4, 9 }.Select(new Scale(2, 4).At));

    [Fact]
    public void Equal_values_still_make_an_axis()
    {
        var scale = Scale.Around([0.5, 0.5]);
        Assert.Equal((0.49, 0.51), (scale.Least, scale.Most));
        Assert.Equal(Scale.Unit, Scale.Around([]));
    }
}
