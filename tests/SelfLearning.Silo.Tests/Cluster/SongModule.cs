using System.Collections.Concurrent;

namespace SelfLearning.Silo.Tests.Cluster;

/// <summary>A module that says which silo it runs on, and takes as long, and fails, as the request says.</summary>
public sealed class SongModule(ILocalSiloDetails silo) : LearningModule<SongRequest, Song, SongConfig>
{
    public const string Name = "songs";

    private static readonly ConcurrentDictionary<string, int> Running = new();

    /// <summary>How many calls a silo of this process runs now.</summary>
    public static int RunningOn(string silo) => Running.GetValueOrDefault(silo);

    public override ContextKey ContextOf(SongRequest request) => ContextKey.Encode(request.Listener);

    public override async Task<Outcome<Song>> ProcessAsync(SongRequest request, SongConfig config, CancellationToken cancellationToken)
    {
        Running.AddOrUpdate(silo.Name, 1, (_, count) => count + 1);
        try
        {
            if (request.Milliseconds > 0) await Task.Delay(request.Milliseconds, cancellationToken);
            if (request.Failure is { } failure) throw new InvalidOperationException(failure);
            return new Song(silo.Name, config.Tempo);
        }
        finally
        {
            Running.AddOrUpdate(silo.Name, 0, (_, count) => count - 1);
        }
    }
}
