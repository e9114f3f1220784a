using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;

namespace SelfLearning.Tool.Replaying.Data;

/// <summary>A CSV file (RFC 4180, UTF-8, with a header), compressed by gzip or not, read row by row: never more than a row is in memory.</summary>
internal sealed class CsvFile : IDisposable
{
    private static readonly CsvReaderOptions Format = new()
    {
        Separator = ',',
        MalformedData = CsvMalformedDataHandling.Throw,
        // An unclosed quote would else take the rest of the file into memory.
        MaxRecordSize = 1 << 20,
        TrackLineNumbers = true,
        PoolStrings = true,
    };

    // What the reader makes of bytes that are no UTF-8: different texts would become the same one.
    private const char Unreadable = '\uFFFD';

    private readonly string _path;
    private readonly FileStream _file;
    private readonly CsvReader _reader;

    private CsvFile(string path, FileStream file)
    {
        (_path, _file) = (path, file);
        _reader = CsvReader.Create(IsGzip(file) ? new GzipFile(file) : file, Format, false);
        Guard(() =>
        {
            _reader.ReadHeader();
            return true;
        });
        Header = [.. _reader.Headers];
        if (Header.All(string.IsNullOrWhiteSpace))
            throw new InputException($"{path} is empty: a header with the names of the columns and at least one row are needed.");
        if (Header.FirstOrDefault(name => name.Contains(Unreadable)) is { } garbled) throw NotUtf8(garbled);
        if (Header.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new InputException($"{path}, line 1: two columns are called '{twice.Key}'; rename one.");
    }

    /// <summary>The names of the columns.</summary>
    public ImmutableArray<string> Header { get; }

    /// <summary>The line at which the row begins, from 1, the header counted.</summary>
    public long Line => _reader.LineNumber;

    /// <summary>The share of the file that was read, 0 to 1.</summary>
    public double Share => _file.Length == 0 ? 1 : (double)_file.Position / _file.Length;

    /// <summary>The text of a column in the row.</summary>
    /// <exception cref="InputException">It is not UTF-8.</exception>
    public string this[int column] => _reader.GetString(column) is var text && !text.Contains(Unreadable) ? text : throw NotUtf8(Header[column]);

    /// <summary>Opens a file and reads its header.</summary>
    /// <exception cref="InputException">It cannot be read, or has no header.</exception>
    public static CsvFile Open(string path)
    {
        FileStream? file = null;
        try
        {
            file = File.OpenRead(path);
            return new CsvFile(path, file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path} cannot be read: {exception.Message}", exception);
        }
        catch
        {
            file?.Dispose();
            throw;
        }
    }

    /// <summary>Goes to the next row; <c>false</c> after the last.</summary>
    /// <exception cref="InputException">The row has another number of columns than the header, or the file is damaged.</exception>
    public bool Read()
    {
        if (!Guard(_reader.Read)) return false;
        if (_reader.FieldCount != Header.Length)
            throw new InputException($"{_path}, line {Line}: the row has {_reader.FieldCount} columns, and the header {Header.Length}.");
        return true;
    }

    /// <summary>An error in the row.</summary>
    /// <param name="column">The column's name.</param>
    /// <param name="value">The text there.</param>
    /// <param name="rule">What is wrong with it, such as "is not a number from 0 to 1".</param>
    public InputException Wrong(string column, string value, string rule) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{_path}, line {Line}, column '{column}': '{Shorten(value)}' {rule}."));

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    private InputException NotUtf8(string column) =>
        new($"{_path}, line {Math.Max(Line, 1)}, column '{column}': the text is not UTF-8: save the file as UTF-8.");

    private bool Guard(Func<bool> read)
    {
        try
        {
            return read();
        }
        catch (CsvFormatException exception)
        {
            throw new InputException($"{_path}, line {Math.Max(exception.LineNumber, 1)}: {OneLine(exception.Message)}", exception);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            throw new InputException($"{_path} is damaged after line {Line}: {OneLine(exception.Message)}", exception);
        }
    }

    private static bool IsGzip(FileStream file)
    {
        var isGzip = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        return isGzip;
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    private static string Shorten(string text) => OneLine(text.Length > 60 ? text[..60] + "..." : text);
}
