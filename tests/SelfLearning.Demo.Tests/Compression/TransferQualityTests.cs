using SelfLearning.Demo.Compression;

namespace SelfLearning.Demo.Tests.Compression;

public class TransferQualityTests
{
    [Fact]
    public void Uncompressed_is_a_half() => Assert.Equal(0.5, TransferQuality.Of(10, 0, 10), 12);

    [Fact]
    public void Twice_as_fast_is_two_thirds() => Assert.Equal(2.0 / 3, TransferQuality.Of(10, 2, 3), 12);

    [Fact]
    public void Half_as_fast_is_a_third() => Assert.Equal(1.0 / 3, TransferQuality.Of(10, 15, 5), 12);

    [Fact]
    public void Compression_time_counts_as_much_as_transfer_time() =>
        Assert.Equal(TransferQuality.Of(10, 1, 4), TransferQuality.Of(10, 4, 1), 12);

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, -1, 1)]
    [InlineData(1, 1, -1)]
    [InlineData(double.NaN, 1, 1)]
    public void Impossible_times_are_refused(double uncompressed, double compression, double transfer) =>
        Assert.ThrowsAny<ArgumentException>(() => Feedback.FromQuality(TransferQuality.Of(uncompressed, compression, transfer)));
}
