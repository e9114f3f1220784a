using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;

namespace SelfLearning.Web.Dashboard.Assets;

/// <summary>The files of the page, compressed once.</summary>
internal static class DashboardAssets
{
    private static readonly Lazy<FrozenDictionary<string, DashboardAsset>> All = new(Load);

    /// <summary>The names of the files.</summary>
    public static IReadOnlyList<string> Names { get; } = ["dashboard.css", "dashboard.js", "charts.js", "favicon.svg", "uPlot.iife.min.js", "uPlot.min.css"];

    /// <summary>The file of a name; <c>null</c> where there is none.</summary>
    public static DashboardAsset? Find(string name) => All.Value.GetValueOrDefault(name);

    /// <summary>The hash that stands in the address of a file, so that a browser may keep it for ever.</summary>
    public static string Hash(string name) => All.Value[name].Hash;

    private static FrozenDictionary<string, DashboardAsset> Load() => Names.ToFrozenDictionary(name => name, Load, StringComparer.Ordinal);

    private static DashboardAsset Load(string name)
    {
        using var stream = typeof(DashboardAssets).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The library lacks its file {name}.");
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        var plain = buffer.ToArray();
        return new DashboardAsset(
            name,
            TypeOf(name),
            Convert.ToHexStringLower(SHA256.HashData(plain).AsSpan(0, 8)),
            plain,
            Compress(plain, target => new BrotliStream(target, CompressionLevel.SmallestSize)),
            Compress(plain, target => new GZipStream(target, CompressionLevel.SmallestSize)));
    }

    private static byte[] Compress(byte[] plain, Func<Stream, Stream> compress)
    {
        using var target = new MemoryStream();
        using (var stream = compress(target)) stream.Write(plain);
        return target.ToArray();
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        _ => "image/svg+xml",
    };
}
