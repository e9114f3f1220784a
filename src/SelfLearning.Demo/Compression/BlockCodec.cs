using System.Buffers;
using System.IO.Compression;

namespace SelfLearning.Demo.Compression;

/// <summary>Compresses and decompresses blocks with what <see cref="System.IO.Compression"/> offers.</summary>
internal static class BlockCodec
{
    public const string None = "none";

    /// <summary>Compresses a block and says how long that took.</summary>
    /// <param name="block">The bytes.</param>
    /// <param name="setting">Codec and level.</param>
    /// <param name="time">Whose timestamps measure.</param>
    /// <returns>
    /// The compressed bytes and the wall time from before the codec is set up to after its last byte is out. The output buffer is
    /// rented before and copied after, so that the time is the codec's and not the allocator's.
    /// <c>none</c> gives <paramref name="block"/> itself and zero: nothing is done, so there is nothing to measure.
    /// </returns>
    /// <exception cref="ArgumentException">The codec is none of the known ones.</exception>
    public static (byte[] Data, TimeSpan Elapsed) Compress(byte[] block, Setting setting, TimeProvider time)
    {
        if (setting.Codec == None) return (block, TimeSpan.Zero);
        var buffer = ArrayPool<byte>.Shared.Rent(Bound(block.Length));
        try
        {
            using var output = new MemoryStream(buffer);
            var start = time.GetTimestamp();
            using (var codec = Compressor(output, setting)) codec.Write(block);
            var elapsed = time.GetElapsedTime(start);
            return (buffer.AsSpan(0, (int)output.Position).ToArray(), elapsed);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The block that <see cref="Compress"/> was given.</summary>
    /// <exception cref="InvalidDataException">The bytes are not what the codec makes.</exception>
    public static byte[] Decompress(byte[] compressed, string codec)
    {
        if (codec == None) return compressed;
        using var input = new MemoryStream(compressed);
        using Stream decompressor = codec switch
        {
            "deflate" => new DeflateStream(input, CompressionMode.Decompress),
            "gzip" => new GZipStream(input, CompressionMode.Decompress),
            "zlib" => new ZLibStream(input, CompressionMode.Decompress),
            "brotli" => new BrotliStream(input, CompressionMode.Decompress),
            _ => throw Unknown(codec),
        };
        using var output = new MemoryStream();
        decompressor.CopyTo(output);
        return output.ToArray();
    }

    private static Stream Compressor(Stream output, Setting setting) => setting.Codec switch
    {
        "deflate" => new DeflateStream(output, new ZLibCompressionOptions { CompressionLevel = setting.Level }, leaveOpen: true),
        "gzip" => new GZipStream(output, new ZLibCompressionOptions { CompressionLevel = setting.Level }, leaveOpen: true),
        "zlib" => new ZLibStream(output, new ZLibCompressionOptions { CompressionLevel = setting.Level }, leaveOpen: true),
        "brotli" => new BrotliStream(output, new BrotliCompressionOptions { Quality = setting.Level }, leaveOpen: true),
        _ => throw Unknown(setting.Codec),
    };

    // Level 1 of zlib writes fixed Huffman codes, which need up to 9 bits for a byte; a quarter more holds that for every codec.
    private static int Bound(int size) => size + (size / 4) + 1_024;

    private static ArgumentException Unknown(string codec) =>
        new($"The codec '{codec}' is not known: it is one of {string.Join(", ", Setting.Codecs)}.");
}
