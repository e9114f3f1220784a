using System.Collections.Concurrent;
using System.Diagnostics;

namespace SelfLearning.Silo.Tests.Cluster;

/// <summary>Callers that run the module and judge its results, and a ledger of what was acknowledged and what failed.</summary>
internal sealed class Load : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly IModuleClient<SongRequest, Song> _songs;
    private readonly List<Task> _callers;
    private int _calls;

    public Load(ISelfLearningClient client, int callers, int listeners, int milliseconds = 5)
    {
        _songs = client.GetModule<SongRequest, Song>(SongModule.Name);
        _callers = [.. Enumerable.Range(0, callers).Select(caller => Task.Run(() => CallAsync(caller, listeners, milliseconds)))];
    }

    /// <summary>The feedback that was acknowledged, by its result id.</summary>
    public ConcurrentDictionary<string, Feedback> Acknowledged { get; } = new();

    /// <summary>The errors of calls of the module.</summary>
    public ConcurrentQueue<(TimeSpan At, TimeSpan After, Exception Error)> Failures { get; } = new();

    /// <summary>How long feedback waited for its answer when it was not acknowledged.</summary>
    public ConcurrentQueue<(TimeSpan At, TimeSpan After, string Answer)> Refusals { get; } = new();

    /// <summary>The errors that nobody promised.</summary>
    public ConcurrentQueue<Exception> Unexpected { get; } = new();

    public Stopwatch Clock { get; } = Stopwatch.StartNew();

    public int Calls => Volatile.Read(ref _calls);

    /// <summary>Asserts that everything acknowledged is on storage: sent again it is a duplicate.</summary>
    public async Task AssertAllKeptAsync()
    {
        var ledger = Acknowledged.Select(entry => new ResultFeedback(entry.Key, entry.Value)).ToList();
        var receipts = await _songs.ApplyFeedbackAsync(ledger);
        Assert.All(receipts, receipt => Assert.Equal(FeedbackReceipt.Duplicate, receipt));
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_callers).WaitAsync(TimeSpan.FromSeconds(30));
        _end.Dispose();
    }

    private async Task CallAsync(int caller, int listeners, int milliseconds)
    {
        for (var i = caller; !_end.IsCancellationRequested; i++)
        {
            var started = Clock.Elapsed;
            ModuleResult<Song> song;
            Interlocked.Increment(ref _calls);
            try
            {
                song = await _songs.ProcessAsync(new SongRequest($"listener-{i * 7 % listeners}", milliseconds));
            }
            catch (Exception exception)
            {
                Failures.Enqueue((started, Clock.Elapsed - started, exception));
                await Task.Delay(20);
                continue;
            }

            var feedback = Feedback.FromRating(1 + (i % 5));
            started = Clock.Elapsed;
            try
            {
                var receipt = await _songs.ApplyFeedbackAsync(song.Id, feedback);
                if (receipt is FeedbackReceipt.Accepted) Acknowledged[song.Id] = feedback;
                else Refusals.Enqueue((started, Clock.Elapsed - started, receipt.ToString()));
            }
            catch (SelfLearningException exception) when (exception.IsRetryable)
            {
                Refusals.Enqueue((started, Clock.Elapsed - started, exception.GetType().Name));
            }
            catch (Exception exception)
            {
                Unexpected.Enqueue(exception);
            }
        }
    }
}
