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
        // Each block is timed 72 times with two looks at the clock: 3.6 s of the 60 s, so that 17 blocks fit.
        var time = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromMilliseconds(25) };

        var sweeps = await new Sweep(Sampler(folder), new LinkSpeed(1_000_000), time).RunAsync(2, null, default);

        Assert.Equal(["json", "zip"], sweeps.Keys);
        Assert.Equal((9, 8), (sweeps["json"].Blocks, sweeps["zip"].Blocks));
        Assert.Equal(0.5, sweeps["zip"].MeanOf(new Setting("none", 1)), 12);
        Assert.InRange(sweeps["zip"].MeanOf(Setting.Default), 0, 0.49);
    }

    [Fact]
    public async Task With_time_enough_it_ends_with_the_most_blocks()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.json", BlockCodecTests.Text(1_100));

        var sweeps = await new Sweep(Sampler(folder), new LinkSpeed(1_000_000), new FakeTimeProvider()).RunAsync(1, null, default);

        Assert.Equal(Sweep.MaximumBlocks, sweeps["json"].Blocks);
    }

    private static BlockSampler Sampler(TemporaryFolder folder) => new(FileCatalog.Find([folder.Path], null, default), 3);
}
