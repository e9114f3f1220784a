using SelfLearning.Tests.Servers;

namespace SelfLearning.Tests.Conformance;

/// <summary>
/// The emulator of Azure Storage.
/// </summary>
internal static class StorageServer
{
    public static string? Missing => AzuriteProcess.Missing;
}
