using SelfLearning.Demo.Links;

namespace SelfLearning.Demo.Compression;

/// <summary>Compresses blocks of real files. Every content type is a context of its own.</summary>
/// <param name="time">Whose timestamps measure the compression.</param>
/// <remarks>
/// It is processor work, so it does not run on a grain's scheduler. It gives no quality of its own: who receives the block judges
/// it, later, and sends that as feedback.
/// </remarks>
public sealed class CompressionModule(TimeProvider time) : LearningModule<Block, CompressedBlock, CompressionConfig>
{
    /// <summary>The module's name.</summary>
    public const string Name = "compression";

    /// <inheritdoc/>
    public override ContextKey ContextOf(Block request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ContextKey.Encode(request.ContentType);
    }

    /// <inheritdoc/>
    public override Task<Outcome<CompressedBlock>> ProcessAsync(
        Block request, CompressionConfig config, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(config);
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<Outcome<CompressedBlock>>(Compress(request.Data, config));
    }

    private CompressedBlock Compress(byte[] block, CompressionConfig config)
    {
        var link = new LinkSpeed(config.LinkBitsPerSecond);
        var (data, elapsed) = BlockCodec.Compress(block, new Setting(config.Codec, config.Level), time);
        return new CompressedBlock
        {
            Data = data,
            Codec = config.Codec,
            Level = config.Level,
            OriginalSize = block.Length,
            CompressionMs = elapsed.TotalMilliseconds,
            TransferMs = link.TransferMs(data.Length),
            UncompressedMs = link.TransferMs(block.Length),
        };
    }
}
