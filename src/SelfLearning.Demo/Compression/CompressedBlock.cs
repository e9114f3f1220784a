namespace SelfLearning.Demo.Compression;

/// <summary>A compressed block with what was measured.</summary>
public sealed record CompressedBlock
{
    /// <summary>The compressed bytes; for the codec <c>none</c> the block's own bytes.</summary>
    public required byte[] Data { get; init; }

    /// <summary>The codec used.</summary>
    public required string Codec { get; init; }

    /// <summary>The level used.</summary>
    public required int Level { get; init; }

    /// <summary>The block's size in bytes.</summary>
    public required int OriginalSize { get; init; }

    /// <summary>The measured time of compressing, in milliseconds; exactly 0 for <c>none</c>, which does no work.</summary>
    public required double CompressionMs { get; init; }

    /// <summary>The time the compressed bytes need on the link, in milliseconds: computed from their real size.</summary>
    public required double TransferMs { get; init; }

    /// <summary>The time the uncompressed bytes would need on the link, in milliseconds: t_none.</summary>
    public required double UncompressedMs { get; init; }
}
