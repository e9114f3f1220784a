namespace SelfLearning.Learning.Tests.Metrics;

public sealed class MetricsWindowSaveTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_empty_window_is_saved_in_a_few_bytes_and_loads_as_empty()
    {
        var bytes = new MetricsWindow().Save();

        Assert.InRange(bytes.Length, 1, 16);
        Assert.True(MetricsWindow.Load(bytes).IsEmpty);
    }

    [Fact]
    public void The_first_version_of_the_format_stays_readable()
    {
        Assert.Equal(Sample.Version1, Convert.ToHexString(Sample.Window().Save()));
        var bytes = Convert.FromHexString(Sample.Version1);

        var summary = MetricsWindow.Load(bytes).Summarise("m", "c", MetricsPeriod.Month, Now);

        Assert.Equal(3, summary.TotalOperations);
        Assert.Equal(2, summary.OperationCounts["draft"]);
        Assert.Equal(1, summary.OperationCounts["other"]);
        Assert.Equal(1, summary.StatusCounts[OperationStatus.Partial]);
        Assert.Equal(125, summary.AverageDurationMs);
        Assert.Equal(0.5, summary.AverageQuality);
    }

    [Fact]
    public void A_newer_version_is_refused_with_the_way_out()
    {
        var bytes = Sample.Window().Save();
        bytes[0] = 2;

        var error = Assert.Throws<MetricsException>(() => MetricsWindow.Load(bytes));

        Assert.Contains("format 2", error.Message, StringComparison.Ordinal);
        Assert.Contains("update this silo", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_cut_short_anywhere_are_refused()
    {
        var bytes = Sample.Window().Save();

        for (var length = 0; length < bytes.Length; length++)
        {
            var cut = bytes[..length];
            Assert.Contains("cut short", Assert.Throws<MetricsException>(() => MetricsWindow.Load(cut)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_a_window_cannot_hold_is_refused_by_name()
    {
        byte[] nameTwice = [1, 0, 2, 1, 97, 1, 97, 0, 0, 0];
        byte[] bucketOfNoTime = [1, 0, 0, 1, 5, 0, 0, 0];
        byte[] somethingLeft = [1, 0, 0, 0, 0, 0, 9];

        Assert.Contains("a name", Refused(nameTwice), StringComparison.Ordinal);
        Assert.Contains("the number of buckets", Refused(bucketOfNoTime), StringComparison.Ordinal);
        Assert.Contains("the end", Refused(somethingLeft), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bucket_out_of_its_tier_or_with_more_failures_than_operations_is_refused()
    {
        static byte[] OneBucket(byte minute, byte failures) => [1, 101, 0, 1, minute, 1, failures, 0, 1, 0, 1, 0, 0, 1, 0, 0];

        Assert.False(MetricsWindow.Load(Checksum.Seal(OneBucket(41, 1))).IsEmpty);
        Assert.Contains("the time of a bucket", Refused(OneBucket(40, 1)), StringComparison.Ordinal);
        Assert.Contains("a count", Refused(OneBucket(41, 2)), StringComparison.Ordinal);
    }

    private static string Refused(byte[] body) =>
        Assert.Throws<MetricsException>(() => MetricsWindow.Load(Checksum.Seal(body))).Message;

    private static class Sample
    {
        public const string Version1 =
            "01B9C4F2FB030105647261667401B8C4F2FB0303010002AB0101000D0100C0B2CD3B03010280C0A8CA9A3A80A8B9CEB02402B484EE2101000101C201" +
            "010080E59A77021403010002AB0101000D0100C0B2CD3B03010280C0A8CA9A3A80A8B9CEB02402A3F08E0201000101C201010080E59A770201030100" +
            "02AB0101000D0100C0B2CD3B03010280C0A8CA9A3A80A8B9CEB02494A17815";

        public static MetricsWindow Window()
        {
            var window = new MetricsWindow();
            window.Record(Now, "draft", OperationStatus.Success, 100, 0.75);
            window.Record(Now.AddHours(-5), "draft", OperationStatus.Partial, 250, null);
            window.Record(Now, "other", OperationStatus.Failure, 25, 0.25);
            return window;
        }
    }
}
