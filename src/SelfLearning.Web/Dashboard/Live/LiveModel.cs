namespace SelfLearning.Web.Dashboard.Live;

/// <summary>What a page shows, and by what one tells whether it has changed.</summary>
/// <typeparam name="T">The page's model.</typeparam>
/// <param name="Value">The model.</param>
/// <param name="Fingerprint">The same for the same model.</param>
internal sealed record LiveModel<T>(T Value, string Fingerprint)
{
    /// <summary>Greater for a reading that began later: it knows all that was done before.</summary>
    public long Turn { get; init; }
}
