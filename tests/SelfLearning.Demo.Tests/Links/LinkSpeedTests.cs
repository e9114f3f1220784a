using SelfLearning.Demo.Links;

namespace SelfLearning.Demo.Tests.Links;

public class LinkSpeedTests
{
    [Theory]
    [InlineData("100Mbit", 100_000_000)]
    [InlineData("1Gbit", 1_000_000_000)]
    [InlineData("2.5gbit", 2_500_000_000)]
    [InlineData("512 kbit/s", 512_000)]
    [InlineData(" 10mbit ", 10_000_000)]
    [InlineData("1kbit", 1_000)]
    [InlineData("1000000000000bit", 1_000_000_000_000)]
    public void A_number_with_a_unit_is_a_speed(string text, long expected)
    {
        Assert.True(LinkSpeed.TryParse(text, out var speed, out var error));
        Assert.Equal(expected, speed.BitsPerSecond);
        Assert.Null(error);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("fast")]
    [InlineData("100")]
    [InlineData("100MB")]
    [InlineData("-1Mbit")]
    [InlineData("1e3Mbit")]
    [InlineData("Mbit")]
    [InlineData("1,5Mbit")]
    [InlineData("0.5kbit")]
    [InlineData("0Mbit")]
    [InlineData("2Tbit")]
    [InlineData("79228162514264337593543950335Gbit")]
    [InlineData("999999999999999999999999999999999999Gbit")]
    public void Anything_else_is_an_error_that_names_it_and_says_what_to_write(string? text)
    {
        Assert.False(LinkSpeed.TryParse(text, out _, out var error));
        Assert.Contains($"'{text}'", error, StringComparison.Ordinal);
        Assert.Contains("bit", error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_transfer_time_is_size_times_eight_by_speed() =>
        Assert.Equal(10.0, new LinkSpeed(100_000_000).TransferMs(125_000), 12);

    [Theory]
    [InlineData("100Mbit")]
    [InlineData("2.5Gbit")]
    [InlineData("512Kbit")]
    public void A_speed_is_written_as_it_is_read(string text)
    {
        Assert.True(LinkSpeed.TryParse(text, out var speed, out _));

        Assert.Equal(text, speed.ToString());
    }
}
