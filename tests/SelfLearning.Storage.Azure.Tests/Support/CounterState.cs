namespace SelfLearning.Storage.Azure.Tests.Support;

[GenerateSerializer]
public sealed class CounterState
{
    [Id(0)]
    public long Value { get; set; }
}
