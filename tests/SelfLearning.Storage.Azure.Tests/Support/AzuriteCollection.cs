namespace SelfLearning.Storage.Azure.Tests.Support;

/// <summary>
/// The tests that use the emulator.
/// </summary>
[CollectionDefinition(Name)]
public sealed class AzuriteCollection : ICollectionFixture<Azurite>
{
    public const string Name = "Azurite";
}
