namespace SelfLearning.Tests.Conformance;

/// <summary>
/// Azurite needs node and npm.
/// </summary>
internal static class StorageServer
{
    public static string? Missing { get; } = Has("node") && Has("npm") ? null : "azurite.cmd needs node 20 or newer and npm on the PATH.";

    private static bool Has(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(
        folder => File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, program + ".exe")) || File.Exists(Path.Combine(folder, program + ".cmd")));
}
