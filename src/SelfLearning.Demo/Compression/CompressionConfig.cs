using System.ComponentModel.DataAnnotations;

namespace SelfLearning.Demo.Compression;

/// <summary>How blocks are compressed. Codec and level are learned for each content type; the link is a plain setting.</summary>
/// <remarks>
/// The defaults are what software does that nobody has tuned: it sends its data as they are. The level waits at 6, zlib's own choice.
/// </remarks>
public sealed record CompressionConfig : ModuleConfig
{
    /// <summary>The codec of calls nothing has been learned for.</summary>
    public const string DefaultCodec = "none";

    /// <summary>The level of calls nothing has been learned for.</summary>
    public const int DefaultLevel = 6;

    /// <summary>
    /// <c>none</c> sends the block as it is. <c>deflate</c>, <c>zlib</c> and <c>gzip</c> are one algorithm with 0, 6 and 18 bytes
    /// around it and no, an Adler-32 and a CRC-32 checksum, so they are nearly alike. <c>brotli</c> is another algorithm.
    /// </summary>
    [Tunable("none", "deflate", "gzip", "zlib", "brotli")]
    public string Codec { get; init; } = DefaultCodec;

    /// <summary>
    /// 1 (quick) to 9 (thorough), given to the codec as it is: zlib's level (0 to 9, of which 0 would only store) or brotli's quality
    /// (0 to 11, of which 10 and 11 take about a hundred times as long). <c>none</c> ignores it.
    /// </summary>
    [Tunable(1, 9)]
    public int Level { get; init; } = DefaultLevel;

    /// <summary>The speed of the link the blocks are for, in bits a second, 1,000 to 1,000,000,000,000.</summary>
    [Range(1_000L, 1_000_000_000_000L)]
    public long LinkBitsPerSecond { get; init; } = 100_000_000;
}
