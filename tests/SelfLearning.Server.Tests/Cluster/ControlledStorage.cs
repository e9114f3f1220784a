using System.Collections.Concurrent;
using System.Globalization;
using Orleans.Storage;

namespace SelfLearning.Server.Tests.Cluster;

/// <summary>
/// Grain storage in memory with real ETags and the product's own serializer, which a test can hold, fail and count. What is
/// written is bytes: a state that a grain changes afterwards is not changed here.
/// </summary>
public sealed class ControlledStorage : IGrainStorage
{
    private readonly RecordSerializer _serializer = new();
    private readonly ConcurrentDictionary<(string Name, GrainId Grain), (byte[] Bytes, long ETag)> _records = new();
    private readonly ConcurrentDictionary<string, int> _writes = new();
    private long _etag;

    /// <summary>Runs before a write takes place; throws to fail it, waits to hold it. The record's name and its bytes.</summary>
    public Func<string, GrainId, byte[], Task>? BeforeWrite { get; set; }

    /// <summary>Runs after a write took place; throws to have it reported as failed although it is stored.</summary>
    public Func<string, GrainId, Task>? AfterWrite { get; set; }

    /// <summary>Runs before a read.</summary>
    public Func<string, GrainId, Task>? BeforeRead { get; set; }

    /// <summary>The names and bytes of all records of a grain.</summary>
    public IReadOnlyDictionary<string, byte[]> RecordsOf(GrainId grain) =>
        _records.Where(r => r.Key.Grain == grain).ToDictionary(r => r.Key.Name, r => r.Value.Bytes);

    /// <summary>All records.</summary>
    public IEnumerable<(string Name, GrainId Grain, byte[] Bytes)> Records => _records.Select(r => (r.Key.Name, r.Key.Grain, r.Value.Bytes));

    /// <summary>How often records with a name that starts so were written.</summary>
    public int WritesOf(string name) => _writes.Where(w => w.Key.StartsWith(name, StringComparison.Ordinal)).Sum(w => w.Value);

    /// <summary>Makes everything work again.</summary>
    public void Heal() => (BeforeWrite, AfterWrite, BeforeRead) = (null, null, null);

    /// <summary>Replaces a record as another activation would: its ETag changes.</summary>
    public void Touch(string name, GrainId grain)
    {
        var record = _records[(name, grain)];
        _records[(name, grain)] = (record.Bytes, Interlocked.Increment(ref _etag));
    }

    /// <summary>Replaces a record's bytes.</summary>
    public void Put(string name, GrainId grain, byte[] bytes) => _records[(name, grain)] = (bytes, Interlocked.Increment(ref _etag));

    /// <summary>A copy of all records, as a backup.</summary>
    public ControlledStorage Copy()
    {
        var copy = new ControlledStorage { _etag = _etag };
        foreach (var (key, value) in _records) copy._records[key] = value;
        return copy;
    }

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (BeforeRead is { } before) await before(stateName, grainId);
        if (_records.TryGetValue((stateName, grainId), out var record))
        {
            grainState.State = _serializer.Deserialize<T>(new BinaryData(record.Bytes));
            (grainState.ETag, grainState.RecordExists) = (Text(record.ETag), true);
        }
        else
        {
            grainState.State = Activator.CreateInstance<T>();
            (grainState.ETag, grainState.RecordExists) = (null!, false);
        }
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var bytes = _serializer.Serialize(grainState.State).ToArray();
        if (BeforeWrite is { } before) await before(stateName, grainId, bytes);
        var key = (stateName, grainId);
        lock (_records)
        {
            Check(key, grainState.ETag);
            var etag = ++_etag;
            _records[key] = (bytes, etag);
            _writes.AddOrUpdate(stateName, 1, (_, count) => count + 1);
            if (AfterWrite is null) (grainState.ETag, grainState.RecordExists) = (Text(etag), true);
        }

        if (AfterWrite is { } after)
        {
            await after(stateName, grainId);
            (grainState.ETag, grainState.RecordExists) = (Text(_records[key].ETag), true);
        }
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = (stateName, grainId);
        lock (_records)
        {
            Check(key, grainState.ETag);
            _records.TryRemove(key, out _);
        }

        grainState.State = Activator.CreateInstance<T>();
        (grainState.ETag, grainState.RecordExists) = (null!, false);
        return Task.CompletedTask;
    }

    private void Check((string, GrainId) key, string? etag)
    {
        var stored = _records.TryGetValue(key, out var record) ? Text(record.ETag) : null;
        if (stored != etag) throw new InconsistentStateException($"{key}: stored {stored}, given {etag}", stored ?? "none", etag ?? "none");
    }

    private static string Text(long etag) => etag.ToString(CultureInfo.InvariantCulture);
}
