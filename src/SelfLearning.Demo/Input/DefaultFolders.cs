using System.Runtime.InteropServices;

namespace SelfLearning.Demo.Input;

/// <summary>Where blocks come from when no folder is named: real files every developer has.</summary>
internal static class DefaultFolders
{
    private const string Marker = "SelfLearningOrleans.sln";

    /// <summary>The folder of the .NET SDK and, when the current directory is in one, the clone.</summary>
    public static IReadOnlyList<string> Find(string currentDirectory) =>
        Clone(currentDirectory) is { } clone ? [DotNet(), clone] : [DotNet()];

    // The runtime is in {root}/shared/Microsoft.NETCore.App/{version}/.
    private static string DotNet() => Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    private static string? Clone(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, Marker))) return folder.FullName;
        return null;
    }
}
