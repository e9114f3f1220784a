using SelfLearning.Demo.Compression;
using SelfLearning.Demo.Input;
using SelfLearning.Demo.Links;

namespace SelfLearning.Demo.Verification;

/// <summary>Measures every setting on a fixed set of blocks of every content type: what the learner should have found.</summary>
/// <param name="sampler">Where the blocks come from; of its own, so that the same catalog and seed give the same blocks.</param>
/// <param name="link">The link the blocks are for.</param>
/// <param name="time">Whose timestamps measure and bound the sweep.</param>
/// <remarks>
/// One block of each content type after the other, so that all of them have nearly as many when the time is up, and all settings of a
/// block at once, so that what changes on the machine meanwhile changes all of them. One thread, nothing else at work.
/// </remarks>
internal sealed class Sweep(BlockSampler sampler, LinkSpeed link, TimeProvider time)
{
    /// <summary>The most blocks of one content type.</summary>
    public const int MaximumBlocks = 24;

    /// <summary>How often each setting compresses each block; the mean is its measurement.</summary>
    private const int Repeats = 2;

    /// <summary>The sweep ends with the first block that is done after this time.</summary>
    public static TimeSpan Budget { get; } = TimeSpan.FromSeconds(60);

    /// <summary>Measures until every content type has <see cref="MaximumBlocks"/> or the time is up.</summary>
    /// <param name="contentTypes">How many content types the sampler gives in turn.</param>
    /// <param name="progress">Is told the share that is done, 0 to 1.</param>
    /// <param name="cancellationToken">Ends the sweep at the next block.</param>
    /// <returns>The measurements by content type.</returns>
    public async Task<IReadOnlyDictionary<string, ContextSweep>> RunAsync(
        int contentTypes, Action<double>? progress, CancellationToken cancellationToken)
    {
        var sweeps = new SortedDictionary<string, ContextSweep>(StringComparer.Ordinal);
        var start = time.GetTimestamp();
        var blocks = MaximumBlocks * contentTypes;
        for (var done = 0; done < blocks && time.GetElapsedTime(start) < Budget; done++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var block = await sampler.NextAsync(cancellationToken);
            if (!sweeps.TryGetValue(block.ContentType, out var sweep)) sweeps[block.ContentType] = sweep = new ContextSweep();
            sweep.Add(Measure(block.Data, done));
            progress?.Invoke(Math.Max((done + 1.0) / blocks, Math.Min(1, time.GetElapsedTime(start) / Budget)));
        }

        return sweeps;
    }

    // Each block starts with another setting, so that none always pays for a cold cache.
    private Dictionary<Setting, double> Measure(byte[] block, int rotation)
    {
        var settings = Setting.AllDistinct;
        var uncompressed = link.TransferMs(block.Length);
        var qualities = settings.ToDictionary(s => s, _ => 0.0);
        for (var i = 0; i < settings.Count * Repeats; i++)
        {
            var setting = settings[(i + (rotation * 5)) % settings.Count];
            var (data, elapsed) = BlockCodec.Compress(block, setting, time);
            qualities[setting] += TransferQuality.Of(uncompressed, elapsed.TotalMilliseconds, link.TransferMs(data.Length)) / Repeats;
        }

        return qualities;
    }
}
