namespace SelfLearning.Demo.Compression;

/// <summary>How good a setting was for a block: t_none / (t_none + t_setting).</summary>
internal static class TransferQuality
{
    /// <summary>
    /// 0.5 for as fast as uncompressed, 2/3 for twice as fast, 1/3 for half as fast; always in 0 to 1, and the same factor of time is
    /// worth the same everywhere (its odds are t_none / t_setting).
    /// </summary>
    /// <param name="uncompressedMs">t_none: the transfer of the raw block, above 0.</param>
    /// <param name="compressionMs">The measured time of compressing, 0 or more.</param>
    /// <param name="transferMs">The transfer of the compressed block, 0 or more.</param>
    public static double Of(double uncompressedMs, double compressionMs, double transferMs)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(uncompressedMs);
        ArgumentOutOfRangeException.ThrowIfNegative(compressionMs);
        ArgumentOutOfRangeException.ThrowIfNegative(transferMs);
        return uncompressedMs / (uncompressedMs + compressionMs + transferMs);
    }

    /// <summary>The quality of a result, from what was measured.</summary>
    public static double Of(CompressedBlock result) => Of(result.UncompressedMs, result.CompressionMs, result.TransferMs);
}
