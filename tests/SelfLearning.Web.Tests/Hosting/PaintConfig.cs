namespace SelfLearning.Web.Tests.Hosting;

internal sealed record PaintConfig : ModuleConfig
{
    [Tunable("soft", "hard")]
    public string Light { get; init; } = "soft";

    [Tunable(0.0, 1.0, Step = 0.25)]
    public double Detail { get; init; } = 0.5;
}
