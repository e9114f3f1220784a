using System.Collections.Immutable;

namespace SelfLearning.Demo.Input;

/// <summary>The files the blocks come from, by content type.</summary>
internal sealed class FileCatalog
{
    /// <summary>Smaller files are left out: what a codec costs to set up says nothing about its content.</summary>
    public const int MinimumFileLength = 1_024;

    /// <summary>The most files that are remembered; the rest of a larger tree is left out.</summary>
    public const int MaximumFiles = 50_000;

    private FileCatalog(ImmutableSortedDictionary<string, ImmutableArray<InputFile>> files, bool isCut) => (Files, IsCut) = (files, isCut);

    /// <summary>The files of each content type in ordinal order of their paths; no content type without a file.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<InputFile>> Files { get; }

    /// <summary>Whether files were left out because there are more than <see cref="MaximumFiles"/>.</summary>
    public bool IsCut { get; }

    /// <summary>The content types in ordinal order.</summary>
    public IEnumerable<string> ContentTypes => Files.Keys;

    /// <summary>A catalog of given files.</summary>
    /// <exception cref="InputException">There is no file.</exception>
    public static FileCatalog Of(IEnumerable<(string ContentType, InputFile File)> files, string where = "the input")
    {
        var found = files.DistinctBy(f => f.File.Path).Take(MaximumFiles + 1).ToList();
        if (found.Count == 0)
        {
            throw new InputException(
                $"There is no readable file of {MinimumFileLength} bytes or more in {where}: name a folder with files by --path.");
        }

        return new FileCatalog(
            found.Take(MaximumFiles).GroupBy(f => f.ContentType, f => f.File, StringComparer.Ordinal).ToImmutableSortedDictionary(
                type => type.Key, type => type.OrderBy(f => f.Path, StringComparer.Ordinal).ToImmutableArray(), StringComparer.Ordinal),
            found.Count > MaximumFiles);
    }

    /// <summary>
    /// Finds the files of folders and the folders in them. Hidden folders, links and <paramref name="except"/> are left out, and so is
    /// what may not be read.
    /// </summary>
    /// <param name="folders">Where to look.</param>
    /// <param name="except">A folder that changes while the demo runs: its own data.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="InputException">A folder does not exist, or there is no usable file in any of them.</exception>
    public static FileCatalog Find(IReadOnlyList<string> folders, string? except, CancellationToken cancellationToken)
    {
        var roots = folders.Select(Path.GetFullPath).Distinct(StringComparer.Ordinal).ToList();
        if (roots.FirstOrDefault(root => !Directory.Exists(root)) is { } missing)
            throw new InputException($"--path '{missing}' is not a folder: name an existing one.");
        var avoided = except is null ? null : Path.GetFullPath(except);
        return Of(roots.SelectMany(root => Walk(root, avoided, cancellationToken)), string.Join(", ", roots.Select(r => $"'{r}'")));
    }

    private static IEnumerable<(string ContentType, InputFile File)> Walk(string root, string? avoided, CancellationToken cancellationToken)
    {
        var folders = new Stack<string>([root]);
        while (folders.TryPop(out var folder))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var path in Entries(folder, Directory.EnumerateFiles))
                if (TryRead(path) is { } found) yield return found;
            foreach (var inner in Enumerable.Reverse(Entries(folder, Directory.EnumerateDirectories)))
                if (!string.Equals(inner, avoided, StringComparison.Ordinal)) folders.Push(inner);
        }
    }

    private static List<string> Entries(string folder, Func<string, string, EnumerationOptions, IEnumerable<string>> enumerate)
    {
        var options = new EnumerationOptions
        {
            AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint,
            IgnoreInaccessible = true,
        };
        try
        {
            return [.. enumerate(folder, "*", options).Order(StringComparer.Ordinal)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static (string ContentType, InputFile File)? TryRead(string path)
    {
        try
        {
            var length = new FileInfo(path).Length;
            if (length < MinimumFileLength) return null;
            return (Input.ContentTypes.ByExtension(path) ?? ReadHead(path), new InputFile(path, length));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string ReadHead(string path)
    {
        Span<byte> head = stackalloc byte[Input.ContentTypes.HeadLength];
        using var file = File.OpenHandle(path);
        return Input.ContentTypes.ByHead(head[..RandomAccess.Read(file, head, 0)]);
    }
}
