namespace SelfLearning.Web.Dashboard.Live;

/// <summary>What a page shows, and by what one tells whether it has changed.</summary>
/// <typeparam name="T">The page's model.</typeparam>
/// <param name="Value">The model.</param>
/// <param name="Fingerprint">The same for the same model.</param>
internal sealed record LiveModel<T>(T Value, string Fingerprint);
