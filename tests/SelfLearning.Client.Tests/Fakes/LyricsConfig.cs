namespace SelfLearning.Client.Tests.Fakes;

/// <summary>A record like that of a host app.</summary>
public sealed record LyricsConfig : ModuleConfig
{
    [Tunable(0.0, 1.2, Step = 0.1)]
    public double Temperature { get; init; } = 0.7;

    [Tunable("verse-first", "hook-first")]
    public string Structure { get; init; } = "verse-first";

    public string Voice { get; init; } = "alto";
}
