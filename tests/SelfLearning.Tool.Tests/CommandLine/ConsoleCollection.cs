namespace SelfLearning.Tool.Tests.CommandLine;

/// <summary>Tests that read what is written to the console, of which there is one.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ConsoleCollection
{
    public const string Name = "console";
}
