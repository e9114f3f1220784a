namespace SelfLearning.Server.Tests.Cluster;

/// <summary>As <see cref="SharedScriptCluster"/>, for tests that say what is learned.</summary>
[CollectionDefinition(Name)]
public sealed class SharedSteeredCluster : ICollectionFixture<SteeredCluster>
{
    public const string Name = "steered";
}
