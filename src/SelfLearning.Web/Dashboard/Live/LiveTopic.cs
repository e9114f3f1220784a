using System.Collections.Immutable;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace SelfLearning.Web.Dashboard.Live;

/// <summary>One page that is being watched: read in a steady rhythm while anybody watches it.</summary>
internal sealed partial class LiveTopic
{
    /// <summary>The event that says that the page shows something else now; its data is the fingerprint.</summary>
    public const string Changed = "changed";

    /// <summary>The event that says that the page could not be read.</summary>
    public const string Unavailable = "unavailable";

    /// <summary>The event that says that the stream lives; a viewer who has gone is noticed by it.</summary>
    public const string Beat = "beat";

    private static readonly TimeSpan BeatInterval = TimeSpan.FromSeconds(15);

    // Then the browser opens it again and is asked again who it is.
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly TimeSpan _interval;
    private readonly Func<CancellationToken, Task<object>> _read;
    private readonly Func<long> _turn;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop;
    private readonly CancellationToken _stopped;
    private readonly Lock _gate = new();
    private ImmutableList<Channel<SseItem<string>>> _listeners = [];
    private volatile LiveModel<object>? _latest;
    private long _latestTurn;
    private bool _isRunning;

    public LiveTopic(
        TimeSpan interval, Func<CancellationToken, Task<object>> read, Func<long> turn, TimeProvider time, ILogger logger, CancellationToken stopping)
    {
        (_interval, _read, _turn, _time, _logger) = (interval, read, turn, time, logger);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _stopped = _stop.Token;
    }

    /// <summary>What was read last.</summary>
    public LiveModel<object>? Latest => _latest;

    /// <summary>Whether anybody watches.</summary>
    public bool HasListeners => !_listeners.IsEmpty;

    /// <summary>Begins to listen; the caller takes care that nobody joins or leaves meanwhile.</summary>
    /// <param name="leave">Called when the listener leaves: removes it.</param>
    public IAsyncEnumerable<SseItem<string>> Join(Action<Channel<SseItem<string>>> leave)
    {
        // The last event says all that the ones before it said.
        var channel = Channel.CreateBounded<SseItem<string>>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (_gate)
        {
            if (_latest is { } latest) channel.Writer.TryWrite(new SseItem<string>(latest.Fingerprint, Changed));
            _listeners = _listeners.Add(channel);
        }

        if (!_isRunning)
        {
            _isRunning = true;
            // It reads for all who watch: the request of the first is not the cause of what is read hours later.
            using (ExecutionContext.SuppressFlow()) _ = RunAsync(_stopped);
        }

        return ListenAsync(channel, leave);
    }

    /// <summary>Takes a listener away; the caller takes care that nobody joins or leaves meanwhile.</summary>
    public void Remove(Channel<SseItem<string>> listener)
    {
        lock (_gate) _listeners = _listeners.Remove(listener);
    }

    /// <summary>Takes what was read of the page, unless a reading that began later has said what it shows.</summary>
    public void Offer(LiveModel<object> model)
    {
        lock (_gate)
        {
            if (model.Turn < _latestTurn) return;
            var before = _latest?.Fingerprint;
            (_latest, _latestTurn) = (model, model.Turn);
            if (model.Fingerprint != before) Tell(new SseItem<string>(model.Fingerprint, Changed));
        }
    }

    /// <summary>Ends the reading.</summary>
    public void Stop()
    {
        if (!_stopped.IsCancellationRequested) _stop.Cancel();
    }

    private async IAsyncEnumerable<SseItem<string>> ListenAsync(
        Channel<SseItem<string>> channel, Action<Channel<SseItem<string>>> leave, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopped);
        var began = _time.GetTimestamp();
        try
        {
            // Kept over the beats. It takes nothing by itself: an event that comes while a beat is sent is there for the next turn.
            var arrival = channel.Reader.WaitToReadAsync(end.Token).AsTask();
            while (_time.GetElapsedTime(began) < Lifetime && await NextAsync(channel.Reader, arrival, end.Token) is { } item)
            {
                yield return item;
                if (arrival.IsCompleted) arrival = channel.Reader.WaitToReadAsync(end.Token).AsTask();
            }
        }
        finally
        {
            leave(channel);
        }
    }

    private async Task<SseItem<string>?> NextAsync(ChannelReader<SseItem<string>> events, Task<bool> arrival, CancellationToken cancellationToken)
    {
        try
        {
            await arrival.WaitAsync(BeatInterval, _time, cancellationToken);
            return await events.ReadAsync(cancellationToken);
        }
        catch (TimeoutException)
        {
            return new SseItem<string>("", Beat);
        }
        catch (OperationCanceledException)
        {
            // The viewer has gone or the host stops: an orderly end of the stream.
            return null;
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            while (true)
            {
                await ReadAsync(cancellationToken);
                await Task.Delay(_interval, _time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Nobody watches any more.
        }
        finally
        {
            _stop.Dispose();
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var turn = _turn();
        try
        {
            var model = await _read(cancellationToken);
            Offer(new LiveModel<object>(model, Fingerprint.Of(model)) { Turn = turn });
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // whatever it was, the next reading may succeed
        catch (Exception exception)
#pragma warning restore CA1031
        {
            if (exception is not SelfLearningException) LogFailed(_logger, exception);
            Fail(turn);
        }
    }

    private void Fail(long turn)
    {
        lock (_gate)
        {
            if (turn < _latestTurn) return;
            (_latest, _latestTurn) = (null, turn);
            Tell(new SseItem<string>("", Unavailable));
        }
    }

    private void Tell(SseItem<string> item)
    {
        foreach (var listener in _listeners) listener.Writer.TryWrite(item);
    }

    [LoggerMessage(4003, LogLevel.Error, "A page that is being watched could not be read; it is read again")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
