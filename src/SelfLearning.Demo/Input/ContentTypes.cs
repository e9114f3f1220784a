using System.Collections.Frozen;

namespace SelfLearning.Demo.Input;

/// <summary>What kind of content a file has: by its extension, and where that says nothing by its first bytes.</summary>
internal static class ContentTypes
{
    public const string Other = "other";

    /// <summary>How many bytes <see cref="ByHead"/> wants to see of a file with an unknown extension.</summary>
    public const int HeadLength = 512;

    private static readonly FrozenDictionary<string, string> Extensions = new Dictionary<string, string[]>
    {
        ["json"] = ["json", "jsonl", "map", "webmanifest"],
        ["xml"] = ["xml", "props", "targets", "csproj", "fsproj", "vbproj", "proj", "config", "nuspec", "resx", "xaml", "xsd", "xlf", "svg",
            "pubxml", "manifest", "tasks", "overridetasks", "transform", "xslt", "slnx", "ruleset"],
        ["text"] = ["txt", "md", "log", "csv", "tsv", "rst", "globalconfig", "editorconfig", "ini", "toml", "yml", "yaml", "pem", "sln"],
        ["code"] = ["cs", "fs", "vb", "c", "h", "cpp", "hpp", "ts", "py", "go", "rs", "java", "sh", "ps1", "cmd", "bat", "css", "sql"],
        ["html"] = ["html", "htm", "razor", "cshtml"],
        ["js"] = ["js", "mjs", "cjs"],
        ["dll"] = ["dll", "exe", "winmd"],
        ["so"] = ["so", "dylib", "a", "o"],
        ["pdb"] = ["pdb"],
        ["image"] = ["png", "jpg", "jpeg", "gif", "webp"],
        ["zip"] = ["zip", "nupkg", "snupkg", "jar", "vsix", "docx", "xlsx", "whl"],
        ["gz"] = ["gz", "tgz", "br", "xz", "zst", "bz2", "7z"],
        ["db"] = ["db", "sqlite", "sqlite3"],
    }.SelectMany(type => type.Value.Select(extension => KeyValuePair.Create("." + extension, type.Key)))
        .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly (byte[] Magic, string Type)[] Magics =
    [
        ([0x89, (byte)'P', (byte)'N', (byte)'G'], "image"),
        ([0xFF, 0xD8, 0xFF], "image"),
        ("GIF8"u8.ToArray(), "image"),
        ([(byte)'P', (byte)'K', 3, 4], "zip"),
        ([0x1F, 0x8B], "gz"),
        ([0x28, 0xB5, 0x2F, 0xFD], "gz"),
        ([0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0], "gz"),
        ([0x7F, (byte)'E', (byte)'L', (byte)'F'], "so"),
        ("MZ"u8.ToArray(), "dll"),
        ("BSJB"u8.ToArray(), "pdb"),
        ("SQLite format 3\0"u8.ToArray(), "db"),
        ("<?xml"u8.ToArray(), "xml"),
        ("\uFEFF<?xml"u8.ToArray(), "xml"),
    ];

    /// <summary>The content type by the extension alone, or <c>null</c> when it is not known.</summary>
    public static string? ByExtension(string path) => Extensions.GetValueOrDefault(Path.GetExtension(path));

    /// <summary>The content type by the first bytes: a known magic, else UTF-8 text without control bytes, else other.</summary>
    /// <param name="head">The first <see cref="HeadLength"/> bytes, or all of a shorter file.</param>
    public static string ByHead(ReadOnlySpan<byte> head)
    {
        foreach (var (magic, type) in Magics)
            if (head.StartsWith(magic)) return type;
        return IsText(head) ? "text" : Other;
    }

    private static bool IsText(ReadOnlySpan<byte> head)
    {
        foreach (var b in head)
            if (b < 0x20 && b is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f')) return false;

        // The head may end inside a character, which takes at most 3 bytes too many.
        for (var cut = 0; cut <= Math.Min(3, head.Length); cut++)
            if (System.Text.Unicode.Utf8.IsValid(head[..^cut])) return head.Length > 0;
        return false;
    }
}
