using System.Collections.Immutable;

namespace SelfLearning.Demo.Input;

/// <summary>The files of one content type, drawn from by block.</summary>
internal sealed class FilePool
{
    private readonly List<InputFile> _files;
    private long[] _lastBlocks = [];

    public FilePool(string contentType, ImmutableArray<InputFile> files)
    {
        (ContentType, _files) = (contentType, [.. files]);
        Count();
    }

    public string ContentType { get; }

    /// <summary>A file and an offset, every block of every file with the same chance.</summary>
    public (InputFile File, long Offset) Draw(Random random)
    {
        var block = random.NextInt64(_lastBlocks[^1]);
        var place = Array.BinarySearch(_lastBlocks, block);
        var file = place >= 0 ? place + 1 : ~place;
        return (_files[file], (block - (file == 0 ? 0 : _lastBlocks[file - 1])) * BlockSampler.BlockSize);
    }

    /// <summary>Leaves a file out; <c>false</c> when it was the last one.</summary>
    public bool Remove(InputFile file)
    {
        _files.Remove(file);
        Count();
        return _files.Count > 0;
    }

    // _lastBlocks[i] is the number of blocks in the files 0 to i. A last block below the smallest file length is no block.
    private void Count()
    {
        _lastBlocks = new long[_files.Count];
        var blocks = 0L;
        for (var i = 0; i < _files.Count; i++)
        {
            blocks += Math.Max(1, (_files[i].Length + BlockSampler.BlockSize - FileCatalog.MinimumFileLength) / BlockSampler.BlockSize);
            _lastBlocks[i] = blocks;
        }
    }
}
