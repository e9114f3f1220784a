namespace SelfLearning.Tool.Tests.Replaying.RealData;

/// <summary>A test on real data, which are not part of the repository: it runs where they are.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DataFactAttribute : FactAttribute
{
    /// <param name="file">The file below the data folder.</param>
    /// <param name="isFull">Whether it takes long.</param>
    public DataFactAttribute(string file, bool isFull = false)
    {
        if (!File.Exists(PathOf(file))) Skip = $"{file} is not there: put it below ../shared/data beside the repository, or name its folder in SELFLEARNING_DATA.";
        else if (isFull && Environment.GetEnvironmentVariable("SELFLEARNING_TESTS") != "full") Skip = "Takes long: set SELFLEARNING_TESTS=full to run it.";
    }

    /// <summary>The path of a file below the data folder.</summary>
    public static string PathOf(string file) => Path.Combine(
        Environment.GetEnvironmentVariable("SELFLEARNING_DATA") ?? Path.Combine(Repository(), "..", "shared", "data"), file);

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "SelfLearningOrleans.sln"))) folder = Path.GetDirectoryName(folder);
        return folder ?? AppContext.BaseDirectory;
    }
}
