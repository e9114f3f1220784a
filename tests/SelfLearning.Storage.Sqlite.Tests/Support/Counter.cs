namespace SelfLearning.Storage.Sqlite.Tests.Support;

[GenerateSerializer]
public sealed class Counter
{
    [Id(0)]
    public long Value { get; set; }
}
