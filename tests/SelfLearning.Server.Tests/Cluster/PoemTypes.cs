using System.ComponentModel.DataAnnotations;

namespace SelfLearning.Server.Tests.Cluster;

public sealed record PoemRequest(string Genre, string Text = "", double? Quality = null);

public sealed record Poem(string Text);

public sealed record PoemConfig : ModuleConfig
{
    [Tunable(0.0, 1.2, Step = 0.1)]
    public double Temperature { get; init; } = 0.7;

    [Tunable("verse-first", "hook-first")]
    public string Structure { get; init; } = "verse-first";

    [Range(1, 100)]
    public int Lines { get; init; } = 8;
}
