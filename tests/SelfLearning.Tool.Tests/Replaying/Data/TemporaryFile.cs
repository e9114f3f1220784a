using System.IO.Compression;

namespace SelfLearning.Tool.Tests.Replaying.Data;

/// <summary>A file that is gone after the test.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private TemporaryFile() { }

    public string Path { get; } = System.IO.Path.GetTempFileName();

    public static TemporaryFile Of(params IEnumerable<string> lines)
    {
        var file = new TemporaryFile();
        File.WriteAllLines(file.Path, lines);
        return file;
    }

    public static TemporaryFile OfBytes(byte[] bytes)
    {
        var file = new TemporaryFile();
        File.WriteAllBytes(file.Path, bytes);
        return file;
    }

    /// <summary>The content, compressed.</summary>
    public byte[] Gzip()
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest)) gzip.Write(File.ReadAllBytes(Path));
        return compressed.ToArray();
    }

    public void Dispose() => File.Delete(Path);
}
