using SelfLearning.Demo.Compression;
using SelfLearning.Demo.Input;
using SelfLearning.Demo.Links;

namespace SelfLearning.Demo.Verification;

/// <summary>Measures every setting on a fixed set of blocks of every content type: what the learner should have found.</summary>
/// <param name="sampler">Where the blocks come from; of its own, so that the same catalog and seed give the same blocks.</param>
/// <param name="link">The link the blocks are for.</param>
/// <param name="random">Shuffles the measurements.</param>
/// <param name="pause">The wait before each measurement.</param>
/// <param name="time">Whose timestamps measure and bound the sweep.</param>
/// <remarks>
/// One block of each content type makes a round, in which all of them are measured with all settings in random order, so that what
/// changes on the machine meanwhile changes all of them. It measures as the calls of the run do: after a pause, on a fresh copy, between
/// other blocks and other settings. A loop without pauses would use up its share of a busy processor and be interrupted in the midst of
/// the slower settings: it was seen to make them two to three times as slow as they are in calls.
/// </remarks>
internal sealed class Sweep(
    BlockSampler sampler, LinkSpeed link, Random random, Func<CancellationToken, Task> pause, TimeProvider time)
{
    /// <summary>The most blocks of one content type.</summary>
    public const int MaximumBlocks = 24;

    /// <summary>How often each setting compresses each block; the mean is its measurement.</summary>
    private const int Repeats = 2;

    /// <summary>The sweep ends with the first round that is done after this time.</summary>
    public static TimeSpan Budget { get; } = TimeSpan.FromSeconds(60);

    /// <summary>Measures until every content type has <see cref="MaximumBlocks"/> or the time is up.</summary>
    /// <param name="contentTypes">How many content types the sampler gives in turn.</param>
    /// <param name="progress">Is told the share that is done, 0 to 1.</param>
    /// <param name="cancellationToken">Ends the sweep at the next measurement.</param>
    /// <returns>The measurements by content type.</returns>
    public async Task<IReadOnlyDictionary<string, ContextSweep>> RunAsync(
        int contentTypes, Action<double>? progress, CancellationToken cancellationToken)
    {
        var sweeps = new SortedDictionary<string, ContextSweep>(StringComparer.Ordinal);
        var start = time.GetTimestamp();
        for (var round = 0; round < MaximumBlocks && time.GetElapsedTime(start) < Budget; round++)
        {
            var blocks = new Block[contentTypes];
            for (var i = 0; i < blocks.Length; i++) blocks[i] = await sampler.NextAsync(cancellationToken);
            foreach (var (block, qualities) in blocks.Zip(await MeasureAsync(blocks, cancellationToken)))
            {
                if (!sweeps.TryGetValue(block.ContentType, out var sweep)) sweeps[block.ContentType] = sweep = new ContextSweep();
                sweep.Add(qualities);
            }

            progress?.Invoke(Math.Max((round + 1.0) / MaximumBlocks, Math.Min(1, time.GetElapsedTime(start) / Budget)));
        }

        return sweeps;
    }

    private async Task<Dictionary<Setting, double>[]> MeasureAsync(Block[] blocks, CancellationToken cancellationToken)
    {
        var measurements = (
            from block in Enumerable.Range(0, blocks.Length)
            from setting in Setting.AllDistinct
            from _ in Enumerable.Range(0, Repeats)
            select (block, setting)).ToArray();
        random.Shuffle(measurements);
        var qualities = Array.ConvertAll(blocks, _ => Setting.AllDistinct.ToDictionary(s => s, _ => 0.0));
        foreach (var (block, setting) in measurements)
        {
            await pause(cancellationToken);
            var input = blocks[block].Data.AsSpan().ToArray();
            var (data, elapsed) = BlockCodec.Compress(input, setting, time);
            qualities[block][setting] +=
                TransferQuality.Of(link.TransferMs(input.Length), elapsed.TotalMilliseconds, link.TransferMs(data.Length)) / Repeats;
        }

        return qualities;
    }
}
