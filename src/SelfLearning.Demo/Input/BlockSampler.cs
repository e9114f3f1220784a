using SelfLearning.Demo.Compression;

namespace SelfLearning.Demo.Input;

/// <summary>
/// Takes blocks from files: the content types in turn, so that each gets as many, and within one every block of every file with the
/// same chance. The order is the same for the same catalog and seed. Holds one block at a time; not for several callers at once.
/// </summary>
internal sealed class BlockSampler
{
    /// <summary>The largest block, in bytes. Blocks start at multiples of it; the last one of a file may be shorter.</summary>
    public const int BlockSize = 64 * 1_024;

    private readonly Random _random;
    private readonly List<FilePool> _pools;
    private int _next;

    public BlockSampler(FileCatalog catalog, int seed)
    {
        _random = new Random(seed);
        _pools = [.. catalog.Files.Select(type => new FilePool(type.Key, type.Value))];
    }

    /// <summary>The next block. A file that can no longer be read is left out from then on, and so is a content type without files.</summary>
    /// <exception cref="InputException">No file is left.</exception>
    public async ValueTask<Block> NextAsync(CancellationToken cancellationToken)
    {
        while (_pools.Count > 0)
        {
            _next %= _pools.Count;
            var pool = _pools[_next];
            var (file, offset) = pool.Draw(_random);
            if (await TryReadAsync(file, offset, cancellationToken) is { } data)
            {
                _next++;
                return new Block(pool.ContentType, data);
            }

            if (!pool.Remove(file)) _pools.RemoveAt(_next);
        }

        throw new InputException("No input file can be read any more: name another folder by --path.");
    }

    private static async ValueTask<byte[]?> TryReadAsync(InputFile file, long offset, CancellationToken cancellationToken)
    {
        try
        {
            using var handle = File.OpenHandle(file.Path, options: FileOptions.Asynchronous);
            var length = (int)Math.Min(BlockSize, RandomAccess.GetLength(handle) - offset);
            if (length <= 0) return null;
            var data = new byte[length];
            var read = 0;
            while (read < length)
            {
                var count = await RandomAccess.ReadAsync(handle, data.AsMemory(read), offset + read, cancellationToken);
                if (count == 0) return null;
                read += count;
            }

            return data;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
