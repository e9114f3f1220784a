namespace SelfLearning.Server.Tests.Cluster;

/// <summary>What a <see cref="ScriptModule"/> shall do in which context.</summary>
public sealed record Script(string Context, string Do = "", double? Quality = null, string? Text = null);

public sealed record Scene(string Text);

public sealed record SceneConfig : ModuleConfig
{
    [Tunable(0.0, 1.0, Step = 0.1)]
    public double Warmth { get; init; } = 0.5;

    [Tunable("short", "long", "medium")]
    public string Length { get; init; } = "short";
}
