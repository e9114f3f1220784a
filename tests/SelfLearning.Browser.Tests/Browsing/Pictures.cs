using SelfLearning.Tests.Servers;

namespace SelfLearning.Browser.Tests.Browsing;

/// <summary>Where the pictures of a run lie, which nobody compares: they are to be looked at.</summary>
internal static class Pictures
{
    public static string Folder { get; } = Directory.CreateDirectory(
        Path.Combine(Path.GetDirectoryName(RepositoryFolder.Find("SelfLearningOrleans.sln"))!, "artifacts", "pages")).FullName;
}
