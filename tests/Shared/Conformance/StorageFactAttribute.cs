namespace SelfLearning.Tests.Conformance;

/// <summary>A test that is skipped where the server of the storage under test cannot be had, see <c>StorageServer.Missing</c> of each test project.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class StorageFactAttribute : FactAttribute
{
    public StorageFactAttribute() => Skip = StorageServer.Missing;
}
