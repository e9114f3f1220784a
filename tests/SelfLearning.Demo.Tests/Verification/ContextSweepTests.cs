using SelfLearning.Demo.Compression;
using SelfLearning.Demo.Verification;

namespace SelfLearning.Demo.Tests.Verification;

public class ContextSweepTests
{
    private static readonly Setting Default = Setting.Default.Distinct;
    private static readonly Setting Brotli4 = new("brotli", 4);
    private static readonly Setting Zlib6 = new("zlib", 6);

    [Fact]
    public void A_content_type_is_alike_when_no_setting_differs_by_more_than_two_standard_errors()
    {
        // Differences of +0.01 and -0.01 in turn: mean 0.
        var sweep = Sweep(16, (setting, block) => 0.6 + (setting == Default ? 0 : block % 2 == 0 ? 0.01 : -0.01));

        Assert.True(sweep.IsAlike);
    }

    [Fact]
    public void One_setting_that_is_better_is_enough_to_differ()
    {
        var sweep = Sweep(16, (setting, block) => 0.6 + (setting == Default ? 0 : Wobble(block)) + (setting == Brotli4 ? 0.01 : 0));

        Assert.False(sweep.IsAlike);
        Assert.True(sweep.Compare(Brotli4, Default).IsMore);
        Assert.Equal(Brotli4, sweep.Best);
    }

    [Fact]
    public void One_setting_that_is_worse_is_enough_to_differ()
    {
        var sweep = Sweep(16, (setting, block) => 0.6 + (setting == Default ? 0 : Wobble(block)) - (setting == Brotli4 ? 0.01 : 0));

        Assert.False(sweep.IsAlike);
        Assert.True(sweep.Compare(Brotli4, Default).IsLess);
    }

    [Fact]
    public void A_difference_within_two_standard_errors_is_none()
    {
        // Differences d +- 0.01: with 16 blocks the standard error is 0.01 sqrt(16/15) / 4 = 0.00258.
        static double Quality(Setting setting, int block, double d) => setting == Brotli4 ? 0.6 + d + (block % 2 == 0 ? 0.01 : -0.01) : 0.6;

        Assert.True(Sweep(16, (s, b) => Quality(s, b, 0.0051)).IsAlike);
        Assert.False(Sweep(16, (s, b) => Quality(s, b, 0.0053)).IsAlike);
    }

    [Fact]
    public void Blocks_that_differ_much_among_themselves_do_not_hide_a_difference()
    {
        var sweep = Sweep(16, (setting, block) => 0.3 + (0.03 * block) + Wobble(block) * 0.1 + (setting == Zlib6 ? 0.002 + (0.0001 * block) : 0));

        Assert.True(sweep.Compare(Zlib6, Default).IsMore);
    }

    [Fact]
    public void All_levels_of_none_are_the_same_measurement()
    {
        var sweep = Sweep(8, (setting, block) => 0.5 + Wobble(block));

        Assert.Equal((0.0, 0.0), (sweep.Compare(new("none", 9), new("none", 3)).Value, sweep.Compare(new("none", 9), new("none", 3)).StandardError));
    }

    [Fact]
    public void Too_few_blocks_say_nothing()
    {
        var sweep = Sweep(ContextSweep.MinimumBlocks - 1, (_, _) => 0.5);

        Assert.False(sweep.IsConclusive);
        Assert.False(sweep.IsAlike);
    }

    [Fact]
    public void A_block_must_be_measured_with_every_setting() =>
        Assert.Throws<ArgumentException>(() => new ContextSweep().Add(new Dictionary<Setting, double> { [Default] = 0.5 }));

    internal static ContextSweep Sweep(int blocks, Func<Setting, int, double> quality)
    {
        var sweep = new ContextSweep();
        for (var block = 0; block < blocks; block++) sweep.Add(Setting.AllDistinct.ToDictionary(s => s, s => quality(s, block)));
        return sweep;
    }

    private static double Wobble(int block) => block % 2 == 0 ? 0.001 : -0.001;
}
