using System.Text.Json;
using SelfLearning.Demo.Input;
using SelfLearning.Demo.Links;
using SelfLearning.Demo.Statistics;

namespace SelfLearning.Demo.Running;

/// <summary>The folder that is kept between runs. One run at a time.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream _lock;

    private DataFolder(string path, FileStream @lock) => (FullPath, _lock) = (path, @lock);

    /// <summary>The folder.</summary>
    public string FullPath { get; }

    /// <summary>What the silo has learned: an SQLite file.</summary>
    public string Database => Path.Combine(FullPath, "selflearning.db");

    /// <summary>The ids of the acknowledged feedbacks, one line each.</summary>
    public string AcknowledgedLog => Path.Combine(FullPath, "acknowledged.log");

    /// <summary>The batch of feedback on its way.</summary>
    public string Outbox => Path.Combine(FullPath, "outbox.json");

    private string Baseline => Path.Combine(FullPath, "baseline.json");

    /// <summary>Opens or makes the folder.</summary>
    /// <exception cref="InputException">It cannot be made or written, or another run uses it.</exception>
    public static DataFolder Open(string path)
    {
        try
        {
            var folder = Directory.CreateDirectory(path).FullName;
            var opened = new DataFolder(folder, new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            opened.CheckFiles();
            return opened;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException(
                $"--data '{path}' cannot be used ({exception.Message}): another run may be using it; name a folder of its own that may be written.");
        }
    }

    /// <summary>The quality of calls with the default values in earlier runs, by content type; empty when they were on another link.</summary>
    public Dictionary<string, RunningMean> ReadBaseline(LinkSpeed link)
    {
        if (!File.Exists(Baseline)) return [];
        using var file = File.OpenRead(Baseline);
        var kept = JsonSerializer.Deserialize<QualityBaseline>(file, PayloadJson.DefaultOptions);
        return kept is not null && kept.LinkBitsPerSecond == link.BitsPerSecond ? kept.ContentTypes : [];
    }

    /// <summary>Keeps the quality of calls with the default values for the next run.</summary>
    public void WriteBaseline(LinkSpeed link, Dictionary<string, RunningMean> contentTypes)
    {
        var next = Baseline + ".new";
        using (var file = File.Create(next))
        {
            JsonSerializer.Serialize(file, new QualityBaseline(link.BitsPerSecond, contentTypes), PayloadJson.DefaultOptions);
            file.Flush(flushToDisk: true);
        }

        File.Move(next, Baseline, overwrite: true);
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    // Said before the silo starts, where it is one line, and not in the middle of the work.
    private void CheckFiles()
    {
        try
        {
            foreach (var file in new[] { Database, AcknowledgedLog, Outbox, Baseline })
                if (Path.Exists(file)) new FileStream(file, FileMode.Open, FileAccess.ReadWrite).Dispose();
        }
        catch
        {
            Dispose();
            throw;
        }
    }
}
