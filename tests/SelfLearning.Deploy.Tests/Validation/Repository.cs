using System.Text.RegularExpressions;
using SelfLearning.Tests.Servers;

namespace SelfLearning.Deploy.Tests.Validation;

/// <summary>What other files of the repository say.</summary>
internal static partial class Repository
{
    private static readonly string Root = Path.GetDirectoryName(RepositoryFolder.Find("SelfLearningOrleans.sln"))!;

    /// <summary>The version of the product.</summary>
    public static string Version => ProductVersion().Match(Read("Directory.Build.props")).Groups[1].Value;

    /// <summary>The image of the emulator, of the version that <c>azurite.cmd</c> installs.</summary>
    public static string EmulatorImage => $"mcr.microsoft.com/azure-storage/azurite:{EmulatorVersion().Match(Read("azurite.cmd")).Groups[1].Value}";

    public static string PathOf(string path) => Path.Combine(Root, path);

    public static string Read(string path) => File.ReadAllText(PathOf(path));

    [GeneratedRegex("<Version>(.+)</Version>")]
    private static partial Regex ProductVersion();

    [GeneratedRegex("^version=(.+)$", RegexOptions.Multiline)]
    private static partial Regex EmulatorVersion();
}
