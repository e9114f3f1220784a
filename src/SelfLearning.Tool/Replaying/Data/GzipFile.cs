using System.Buffers.Binary;
using System.IO.Compression;

namespace SelfLearning.Tool.Replaying.Data;

/// <summary>
/// The content of a gzip file. A file that was cut decompresses without an error to what is left of it, so at the end the number of bytes is
/// compared with the one in the file's trailer (RFC 1952: the size modulo 2^32).
/// </summary>
internal sealed class GzipFile : Stream
{
    private const int TrailerLength = 4;

    private readonly GZipStream _content;
    private readonly uint _size;
    private uint _read;

    /// <summary>The content of a file that may be sought.</summary>
    public GzipFile(FileStream file)
    {
        Span<byte> trailer = stackalloc byte[TrailerLength];
        file.Seek(-Math.Min(TrailerLength, file.Length), SeekOrigin.End);
        file.ReadAtLeast(trailer, TrailerLength, throwOnEndOfStream: false);
        file.Position = 0;
        _size = BinaryPrimitives.ReadUInt32LittleEndian(trailer);
        _content = new GZipStream(file, CompressionMode.Decompress);
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <summary>Reads on.</summary>
    /// <exception cref="InvalidDataException">The content is damaged, or ends before the size in the trailer.</exception>
    public override int Read(Span<byte> buffer)
    {
        var count = _content.Read(buffer);
        unchecked
        {
            _read += (uint)count;
        }

        if (count == 0 && !buffer.IsEmpty && _read != _size)
            throw new InvalidDataException("it was cut, or is several gzip files in one: decompress it first.");
        return count;
    }

    /// <inheritdoc/>
    public override void Flush() { }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _content.Dispose();
        base.Dispose(disposing);
    }
}
