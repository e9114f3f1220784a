using System.Text;
using SelfLearning.Demo.Receiving;
using SelfLearning.Demo.Tests.Compression;
using SelfLearning.Demo.Tests.Input;

namespace SelfLearning.Demo.Tests.EndToEnd;

/// <summary>A folder with small inputs, of which two can be compressed and one cannot, and a data folder of its own.</summary>
internal sealed class DemoFiles : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public DemoFiles()
    {
        _folder.Write("in/words.txt", BlockCodecTests.Text(200_000));
        _folder.Write("in/list.json", Json(200_000));
        _folder.Write("in/packed.zip", BlockCodecTests.Noise(200_000));
    }

    public string Input => Path.Combine(_folder.Path, "in");

    public string Log => Path.Combine(_folder.Path, "data", "acknowledged.log");

    public long LogLength => File.Exists(Log) ? new FileInfo(Log).Length : 0;

    public List<AcknowledgedFeedback> Acknowledged => [.. File.ReadLines(Log).Select(AcknowledgedFeedback.Parse).OfType<AcknowledgedFeedback>()];

    public string At(string name) => Path.Combine(_folder.Path, name);

    public string Write(string name, byte[] content) => _folder.Write(name, content);

    public DemoProcess Start(params string[] args) => DemoProcess.Start(["--path", Input, "--data", At("data"), .. args]);

    /// <summary>Runs to the end; the exit code and the process.</summary>
    public async Task<(int Code, DemoProcess Process)> RunAsync(params string[] args)
    {
        var process = Start(args);
        return (await process.EndAsync(), process);
    }

    public void Dispose() => _folder.Dispose();

    private static byte[] Json(int length)
    {
        var random = new Random(3);
        var text = new StringBuilder("[");
        while (text.Length < length) text.Append("{\"name\":\"context\",\"quality\":0.").Append(random.Next(1_000)).Append(",\"status\":\"Accepted\"},");
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
