namespace SelfLearning.Server.Tests.Cluster;

/// <summary>Starting a cluster takes longer than most tests: classes in this collection use one, each test under names of its own.</summary>
[CollectionDefinition(Name)]
public sealed class SharedScriptCluster : ICollectionFixture<ScriptCluster>
{
    public const string Name = "script";
}
