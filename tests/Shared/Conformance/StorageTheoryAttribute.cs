namespace SelfLearning.Tests.Conformance;

/// <summary>A theory that is skipped where <see cref="StorageFactAttribute"/> is.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class StorageTheoryAttribute : TheoryAttribute
{
    public StorageTheoryAttribute() => Skip = StorageServer.Missing;
}
