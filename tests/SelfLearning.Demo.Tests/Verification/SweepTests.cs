using Microsoft.Extensions.Time.Testing;
using SelfLearning.Demo.Compression;
using SelfLearning.Demo.Input;
using SelfLearning.Demo.Links;
using SelfLearning.Demo.Tests.Compression;
using SelfLearning.Demo.Tests.Input;
using SelfLearning.Demo.Verification;

namespace SelfLearning.Demo.Tests.Verification;

public class SweepTests
{
    [Fact]
    public async Task Every_content_type_gets_as_many_blocks_until_the_time_is_up()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.json", BlockCodecTests.Text(3_000));
        folder.Write("b.zip", BlockCodecTests.Noise(3_000));
        // Each block is timed 72 times with two looks at the clock: 7.2 s for a round of two, of which the ninth begins within the 60 s.
        var time = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromMilliseconds(25) };

        var sweeps = await Sweep(folder, time).RunAsync(2, null, default);

        Assert.Equal(["json", "zip"], sweeps.Keys);
        Assert.Equal((9, 9), (sweeps["json"].Blocks, sweeps["zip"].Blocks));
        Assert.Equal(0.5, sweeps["zip"].MeanOf(new Setting("none", 1)), 12);
        Assert.InRange(sweeps["zip"].MeanOf(new Setting("gzip", 6)), 0, 0.49);
    }

    [Fact]
    public async Task With_time_enough_it_ends_with_the_most_blocks()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.json", BlockCodecTests.Text(1_100));

        var sweeps = await Sweep(folder, new FakeTimeProvider()).RunAsync(1, null, default);

        Assert.Equal(Demo.Verification.Sweep.MaximumBlocks, sweeps["json"].Blocks);
    }

    [Fact]
    public async Task Every_measurement_follows_a_pause_and_ends_at_it_when_cancelled()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.json", BlockCodecTests.Text(1_100));
        using var stop = new CancellationTokenSource();
        var pauses = 0;
        var sweep = Sweep(folder, new FakeTimeProvider(), token =>
        {
            if (++pauses == 100) stop.Cancel();
            token.ThrowIfCancellationRequested();
            return Task.CompletedTask;
        });

        await Assert.ThrowsAsync<OperationCanceledException>(() => sweep.RunAsync(1, null, stop.Token));

        // A round of one content type has 37 settings, twice each: the cancellation came in the middle of the second.
        Assert.Equal(100, pauses);
    }

    private static Sweep Sweep(TemporaryFolder folder, TimeProvider time, Func<CancellationToken, Task>? pause = null) => new(
        new BlockSampler(FileCatalog.Find([folder.Path], null, default), 3), new LinkSpeed(1_000_000), new Random(4), pause ?? (_ => Task.CompletedTask), time);
}
