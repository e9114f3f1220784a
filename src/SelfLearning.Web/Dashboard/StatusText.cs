namespace SelfLearning.Web.Dashboard;

/// <summary>Where an adaptation stands, in words and with a sign of its own, so that colour is never the only one.</summary>
/// <param name="Sign">The sign.</param>
/// <param name="Text">The words.</param>
/// <param name="Tone">The class by which it is coloured: <c>good</c>, <c>wait</c>, <c>bad</c> or <c>quiet</c>.</param>
internal sealed record StatusText(string Sign, string Text, string Tone)
{
    public static StatusText Of(AdaptationStatus status) => status switch
    {
        AdaptationStatus.Proposed => new("?", "Waits for approval", "wait"),
        AdaptationStatus.Applied => new("✓", "Applied", "good"),
        AdaptationStatus.Rejected => new("✕", "Rejected", "bad"),
        AdaptationStatus.RolledBack => new("↺", "Rolled back", "bad"),
        _ => new("→", "Superseded", "quiet"),
    };
}
