using System.Diagnostics;
using System.Globalization;
using Orleans.Storage;
using SelfLearning.Tests.Conformance;

namespace SelfLearning.Storage.Sqlite.Tests.Support;

/// <summary>
/// What the assembly does when it is started as a program.
/// </summary>
internal static class ChildPrograms
{
    /// <summary>
    /// Eight callers add records and count in one record each. A line is printed after its write was acknowledged, never before.
    /// </summary>
    public static async Task<int> WriteUntilKilledAsync(string path, string prefix)
    {
        var storage = await TestStorage.OpenAsync(path);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async caller =>
        {
            var counter = await storage.ReadAsync<Counter>(string.Create(CultureInfo.InvariantCulture, $"counter-{caller}"));
            for (var i = 0; ; i++)
            {
                var added = string.Create(CultureInfo.InvariantCulture, $"{prefix}-{caller}-{i}");
                await storage.WriteAsync(added, new Counter { Value = i });
                await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{added} {i} ."));

                counter.State.Value++;
                var name = string.Create(CultureInfo.InvariantCulture, $"counter-{caller}");
                await storage.WriteStateAsync("state", GrainId.Create("test", name), counter);
                await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{name} {counter.State.Value} ."));
            }
        }));
        return 0;
    }

    /// <summary>
    /// Adds one to a shared record, so many times, however often another process is faster.
    /// </summary>
    public static async Task<int> CountAsync(string path, int times)
    {
        var storage = await TestStorage.OpenAsync(path);
        await AddAsync(storage, times);
        await storage.CloseAsync();
        return 0;
    }

    /// <summary>
    /// The loop of <see cref="CountAsync"/>.
    /// </summary>
    public static async Task AddAsync(IGrainStorage storage, int times)
    {
        for (var done = 0; done < times;)
        {
            var state = await storage.ReadAsync<Counter>("shared");
            state.State.Value++;
            try
            {
                await storage.WriteStateAsync("state", GrainId.Create("test", "shared"), state);
                done++;
            }
            catch (InconsistentStateException)
            {
                // The other process was faster.
            }
        }
    }

    /// <summary>
    /// Prints acknowledged writes per second: every caller has a record of its own and one write on its way.
    /// </summary>
    public static async Task<int> MeasureAsync(string path, int callers, int writes, int bytes)
    {
        var storage = await TestStorage.OpenAsync(path, serializer: new RawSerializer());
        var payload = new byte[bytes];
        await RunAsync("warm", Math.Max(1, writes / 10));
        var transactions = storage.Database.Writer.Transactions;
        var watch = Stopwatch.StartNew();
        await RunAsync("run", writes);
        var seconds = watch.Elapsed.TotalSeconds;
        transactions = storage.Database.Writer.Transactions - transactions;
        var total = callers * writes;
        watch.Restart();
        for (var i = 0; i < 20_000; i++)
        {
            await storage.ReadStateAsync("state", GrainId.Create("test", "run-0"), new HeldState<byte[]>([]));
        }

        var readSeconds = watch.Elapsed.TotalSeconds;
        await storage.CloseAsync();
        await Console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"callers {callers}, {bytes} B: {total / seconds:F0} writes/s, {(double)total / transactions:F1} writes per transaction, {20_000 / readSeconds:F0} reads/s"));
        return 0;

        Task RunAsync(string name, int times) => Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var state = TestStorage.State(payload);
            var grain = GrainId.Create("test", string.Create(CultureInfo.InvariantCulture, $"{name}-{caller}"));
            for (var i = 0; i < times; i++)
            {
                await storage.WriteStateAsync("state", grain, state);
            }
        })));
    }

    private sealed class RawSerializer : IGrainStorageSerializer
    {
        public BinaryData Serialize<T>(T? input) => BinaryData.FromBytes((byte[])(object)input!);

        public T Deserialize<T>(BinaryData input) => (T)(object)input.ToArray();
    }
}
