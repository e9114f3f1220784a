namespace SelfLearning.Tests.Conformance;

/// <summary>
/// SQLite needs no server.
/// </summary>
internal static class StorageServer
{
    public static string? Missing => null;
}
