using SelfLearning.Demo.Compression;
using SelfLearning.Demo.Reporting;
using SelfLearning.Demo.Statistics;
using SelfLearning.Demo.Tests.Reporting;
using SelfLearning.Demo.Verification;

namespace SelfLearning.Demo.Tests.Verification;

public class SweepVerdictTests
{
    [Fact]
    public void An_adaptation_to_a_worse_value_is_false_and_one_to_a_better_value_is_not()
    {
        // Levels below 6 are better, brotli is worse.
        var sweep = ContextSweepTests.Sweep(16, (s, b) => 0.6 - (s.Level * 0.01) - (s.Codec == "brotli" ? 0.1 : 0) + (b * 0.0001 * s.Level));

        var verdict = Verdict(sweep, [Adaptations.Of(1, "level", "6", "4"), Adaptations.Of(2, "codec", "gzip", "brotli")]);

        Assert.Equal(1, verdict.FalselyAdapted);
        Assert.Equal(0, verdict.Alike);
    }

    [Fact]
    public void An_adaptation_is_judged_beside_the_other_parameter_as_it_was_then()
    {
        // brotli is better at level 2 and worse at level 6.
        var sweep = ContextSweepTests.Sweep(16, (s, b) => 0.5 + (s.Codec == "brotli" ? (4 - s.Level) * 0.02 : 0) + ((b % 2 == 0 ? 0.0001 : -0.0001) * s.Level));

        Assert.Equal(1, Verdict(sweep, [Adaptations.Of(1, "codec", "gzip", "brotli"), Adaptations.Of(2, "level", "6", "2")]).FalselyAdapted);
        Assert.Equal(0, Verdict(sweep, [Adaptations.Of(1, "level", "6", "2"), Adaptations.Of(2, "codec", "gzip", "brotli")]).FalselyAdapted);
    }

    [Fact]
    public void A_resumed_run_is_judged_from_the_setting_it_started_with()
    {
        var sweep = ContextSweepTests.Sweep(16, (s, b) => s == new Setting("brotli", 2) ? 0.7 + (b * 0.001) : 0.5);
        var score = new ContextScore
        {
            ContentType = "json",
            AtStart = new Setting("brotli", 2),
            Adaptations = [Adaptations.Of(9, "level", "2", "4")],
        };

        Assert.Equal(1, SweepVerdict.Of([score], Sweeps(sweep)).FalselyAdapted);
    }

    [Fact]
    public void An_adaptation_that_was_rolled_back_and_its_rollback_are_both_judged()
    {
        var sweep = ContextSweepTests.Sweep(16, (s, b) => 0.5 - (s.Codec == "brotli" ? 0.1 + (b * 0.001) : 0));

        var verdict = Verdict(sweep,
        [
            Adaptations.Of(1, "codec", "gzip", "brotli", AdaptationStatus.RolledBack),
            Adaptations.Of(2, "codec", "brotli", "gzip"),
        ]);

        Assert.Equal(1, verdict.FalselyAdapted);
    }

    [Fact]
    public void Alike_content_types_are_counted_and_so_are_those_that_were_adapted()
    {
        var alike = ContextSweepTests.Sweep(16, (s, b) => 0.5 + (s.Codec == "zlib" ? (b % 2 * 0.002) - 0.001 : 0));

        var verdict = SweepVerdict.Of(
            [
                new ContextScore { ContentType = "json" },
                new ContextScore { ContentType = "xml", Adaptations = [Adaptations.Of(1, "codec", "gzip", "zlib")] },
            ],
            new Dictionary<string, ContextSweep> { ["json"] = alike, ["xml"] = alike });

        Assert.Equal(new SweepVerdict { Alike = 2, AdaptedAlike = 1, Incompressible = 2, AdaptedIncompressible = 1 }, verdict);
    }

    [Fact]
    public void Compressible_is_where_a_setting_beats_the_default_and_not_where_one_is_worse()
    {
        static double Better(Setting s, int block) => 0.5 + (s == Setting.Default.Distinct ? 0 : block % 2 * 0.001) + (s == new Setting("brotli", 2) ? 0.1 : 0);
        static double Worse(Setting s, int block) => 0.5 - (s == Setting.Default.Distinct ? 0 : block * 0.001);
        var improved = new ContextScore
        {
            ContentType = "json",
            Default = RunningMean.Of([0.50, 0.51, 0.49]),
            Learned = RunningMean.Of([0.60, 0.61, 0.59]),
            Adaptations = [Adaptations.Of(1, "level", "6", "2")],
        };

        var verdict = SweepVerdict.Of(
            [improved, improved with { ContentType = "zip" }, new ContextScore { ContentType = "xml" }],
            new Dictionary<string, ContextSweep>
            {
                ["json"] = ContextSweepTests.Sweep(16, Better),
                ["zip"] = ContextSweepTests.Sweep(16, Worse),
                ["xml"] = ContextSweepTests.Sweep(16, Better),
            });

        Assert.Equal(
            new SweepVerdict { Compressible = 2, ImprovedCompressible = 1, Incompressible = 1, AdaptedIncompressible = 1 },
            verdict with { FalselyAdapted = 0 });
    }

    [Fact]
    public void A_content_type_without_enough_blocks_is_not_judged()
    {
        var few = ContextSweepTests.Sweep(3, (_, _) => 0.5);

        var verdict = SweepVerdict.Of(
            [new ContextScore { ContentType = "json" }, new ContextScore { ContentType = "xml" }], Sweeps(few));

        Assert.Equal(new SweepVerdict { Unjudged = 2 }, verdict);
    }

    private static SweepVerdict Verdict(ContextSweep sweep, Adaptation[] adaptations) =>
        SweepVerdict.Of([new ContextScore { ContentType = "json", AtStart = new Setting("gzip", 6), Adaptations = [.. adaptations] }], Sweeps(sweep));

    private static Dictionary<string, ContextSweep> Sweeps(ContextSweep sweep) => new() { ["json"] = sweep };
}
