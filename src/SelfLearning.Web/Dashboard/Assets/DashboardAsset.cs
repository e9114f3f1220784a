namespace SelfLearning.Web.Dashboard.Assets;

/// <summary>A file that is part of the library.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ContentType">What it is.</param>
/// <param name="Hash">The beginning of the SHA-256 of its content.</param>
/// <param name="Plain">Its content.</param>
/// <param name="Brotli">Its content, compressed.</param>
/// <param name="Gzip">Its content, compressed for those who know no Brotli.</param>
internal sealed record DashboardAsset(string Name, string ContentType, string Hash, byte[] Plain, byte[] Brotli, byte[] Gzip);
