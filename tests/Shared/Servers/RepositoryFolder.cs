namespace SelfLearning.Tests.Servers;

/// <summary>The folder of the solution, found from where the tests run.</summary>
internal static class RepositoryFolder
{
    /// <summary>The full path of something that lies under it.</summary>
    /// <param name="path">Its path within the repository.</param>
    public static string Find(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Path.Exists(Path.Combine(folder.FullName, path))) return Path.Combine(folder.FullName, path);
        }

        throw new FileNotFoundException($"{path} is in no folder above {AppContext.BaseDirectory}.");
    }
}
