namespace SelfLearning.Tests;

/// <summary>Tests that measure the heap of their process, or what it can take: they run alone in it.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class HeapCollection
{
    public const string Name = "alone in the process";
}
