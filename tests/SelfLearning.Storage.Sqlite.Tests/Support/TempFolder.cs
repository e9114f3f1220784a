namespace SelfLearning.Storage.Sqlite.Tests.Support;

/// <summary>
/// A folder of its own for one test.
/// </summary>
public sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("slo-sqlite-").FullName;

    public string File(string name = "test.db") => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
