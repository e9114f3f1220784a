using System.Text.Json;
using SelfLearning.Tool.Evaluation.Scenarios;

namespace SelfLearning.Learning.Tests.Scenarios;

/// <summary>A world as the reference's files name it: generator, arguments, seed.</summary>
internal static class WorldCase
{
    /// <summary>The cases of a JSON file beside the tests; one array element each.</summary>
    public static IReadOnlyList<JsonElement> Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Scenarios", file)));
        return [.. document.RootElement.EnumerateArray().Select(e => e.Clone()).Where(e => e.TryGetProperty("scenario", out _))];
    }

    public static ulong Seed(JsonElement entry) => entry.GetProperty("seed").GetUInt64();

    /// <summary>The world a case describes.</summary>
    public static World Make(JsonElement entry)
    {
        var (seed, args) = (Seed(entry), entry.GetProperty("args"));
        double Number(string name, double otherwise) => args.TryGetProperty(name, out var v) ? v.GetDouble() : otherwise;
        string Kind() => args.GetProperty("kind").GetString()!;
        var world = entry.GetProperty("scenario").GetString() switch
        {
            "null_cat" => Worlds.Null(seed, (int)Number("K", 4)),
            "eff_cat" => Worlds.Effect(seed, (int)Number("K", 4), Number("D", 0.2)),
            "num" => Worlds.Number(seed, Kind()),
            "joint" => Worlds.Joint(seed, Kind()),
            "drift" => Worlds.Drifting(seed, Kind()),
            "mixture" => Worlds.Mixture(seed, Number("pnull", 0.5), Number("sd", 0.1)),
            "spread" => Worlds.Spread(seed, (int)Number("K", 8)),
            "mnar" => Worlds.Missing(Kind(), Number("eff", 0) != 0),
            "reversal" => Worlds.Reversal((int)Number("K", 2)),
            "ridge" => Worlds.Ridge(),
            "skew" => Worlds.Skew(Number("base", 0.05)),
            var other => throw new ArgumentException($"There is no generator '{other}'.", nameof(entry)),
        };
        return world with { Draws = (int)Number("m", 1), Delay = (int)Number("delay", 0) };
    }
}
