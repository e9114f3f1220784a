namespace SelfLearning.Browser.Tests.Hosting;

internal sealed record SketchConfig : ModuleConfig
{
    [Tunable("pencil", "ink", "chalk")]
    public string Medium { get; init; } = "pencil";

    [Tunable(0.0, 1.0, Step = 0.25)]
    public double Detail { get; init; } = 0.5;
}
