using System.Diagnostics.CodeAnalysis;
using System.Net.ServerSentEvents;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SelfLearning.Web.Dashboard.Live;

/// <summary>
/// The pages that are being watched. Each is read once for all who watch it, and they are told when it has changed; what they then load
/// is what was read.
/// </summary>
internal sealed class LivePages(IHostApplicationLifetime host, TimeProvider time, ILogger<LiveTopic> logger)
{
    /// <summary>The most event streams at a time.</summary>
    public const int MaximumStreams = 200;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, LiveTopic> _topics = new(StringComparer.Ordinal);
    private int _streams;
    private long _turns;

    /// <summary>Begins to watch a page.</summary>
    /// <param name="key">The page, with all by which what it shows differs.</param>
    /// <param name="interval">How often it is read.</param>
    /// <param name="read">Reads it.</param>
    /// <param name="events">The events until the viewer leaves or the host stops.</param>
    /// <returns><c>false</c> where too many are watching.</returns>
    public bool TryWatch<T>(string key, TimeSpan interval, Func<CancellationToken, Task<T>> read, [NotNullWhen(true)] out IAsyncEnumerable<SseItem<string>>? events)
        where T : class
    {
        events = null;
        lock (_gate)
        {
            if (_streams >= MaximumStreams) return false;
            _streams++;
            if (!_topics.TryGetValue(key, out var topic))
            {
                topic = new LiveTopic(interval, async cancellationToken => await read(cancellationToken), () => Interlocked.Increment(ref _turns), time, logger, host.ApplicationStopping);
                _topics.Add(key, topic);
            }

            events = topic.Join(listener => Leave(key, topic, listener));
        }

        return true;
    }

    /// <summary>
    /// What a page shows: what was read for those who watch it where that is what is asked for, else as it is now. Those who watch it are
    /// told of that too, so that nobody is led back from it to what was read before.
    /// </summary>
    /// <param name="key">The page.</param>
    /// <param name="wanted">The fingerprint a viewer was told of; <c>null</c> for none.</param>
    /// <param name="read">Reads it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<LiveModel<T>> GetAsync<T>(string key, string? wanted, Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken)
        where T : class
    {
        if (wanted is not null && Latest(key) is { } latest && latest.Fingerprint == wanted && latest.Value is T known) return new LiveModel<T>(known, wanted);
        var turn = Interlocked.Increment(ref _turns);
        var model = await read(cancellationToken);
        var fresh = new LiveModel<T>(model, Fingerprint.Of(model)) { Turn = turn };
        Topic(key)?.Offer(new LiveModel<object>(model, fresh.Fingerprint) { Turn = turn });
        return fresh;
    }

    private LiveModel<object>? Latest(string key) => Topic(key)?.Latest;

    private LiveTopic? Topic(string key)
    {
        lock (_gate) return _topics.GetValueOrDefault(key);
    }

    private void Leave(string key, LiveTopic topic, Channel<SseItem<string>> listener)
    {
        lock (_gate)
        {
            _streams--;
            // Under the gate, as joining is: a topic is held exactly as long as somebody listens.
            topic.Remove(listener);
            if (topic.HasListeners) return;
            _topics.Remove(key);
            topic.Stop();
        }
    }
}
