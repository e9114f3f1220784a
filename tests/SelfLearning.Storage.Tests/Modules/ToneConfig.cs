namespace SelfLearning.Storage.Tests.Modules;

public sealed record ToneConfig : ModuleConfig
{
    [Tunable("plain", "warm")]
    public string Tone { get; init; } = "plain";
}
