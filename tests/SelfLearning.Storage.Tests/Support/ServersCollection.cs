namespace SelfLearning.Storage.Tests.Support;

/// <summary>The tests that use the servers.</summary>
[CollectionDefinition(Name)]
public sealed class ServersCollection : ICollectionFixture<Servers>
{
    public const string Name = "Servers";
}
