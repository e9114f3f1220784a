namespace SelfLearning.Tests.Conformance;

/// <summary>
/// A state that every serializer of grain storage can carry.
/// </summary>
[GenerateSerializer]
public sealed class ConformanceState
{
    [Id(0)]
    public int Number { get; set; }

    [Id(1)]
    public string Text { get; set; } = "";

    [Id(2)]
    public List<string> Items { get; set; } = [];
}
