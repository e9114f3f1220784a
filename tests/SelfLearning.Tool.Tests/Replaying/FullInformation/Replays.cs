using SelfLearning.Tool.Replaying;
using SelfLearning.Tool.Replaying.FullInformation;
using SelfLearning.Tool.Replaying.Results;
using SelfLearning.Tool.Tests.Replaying.Data;

namespace SelfLearning.Tool.Tests.Replaying.FullInformation;

/// <summary>Replays of a small world in which "warm" is better in folk and "plain" in rock, and "bold" is bad.</summary>
internal static class Replays
{
    public static readonly ReplayOptions Options = new(3_000, 4, 1, 10, true, 2, new ModuleOptions());

    public static TemporaryFile World() => TemporaryFile.Of(["id,genre,style,feedback", .. Enumerable.Range(0, 40).SelectMany(Rows)]);

    public static ReplayReport Run(ReplayOptions options, Action<ReplayProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        using var file = World();
        var report = FullInformationReplay.Run(
            (Mappings.Of(file, "style") with { Context = "genre" }).Open(), options, progress ?? (_ => { }), cancellationToken);
        return report with { Settings = report.Settings with { File = "world.csv" } };
    }

    private static IEnumerable<string> Rows(int item) => item % 2 == 0
        ? [$"{item},folk,plain,0.3", $"{item},folk,warm,0.7", $"{item},folk,bold,0.1"]
        : [$"{item},rock,plain,0.6", $"{item},rock,warm,0.5", $"{item},rock,bold,0.1"];
}
