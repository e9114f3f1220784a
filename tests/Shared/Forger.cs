using SelfLearning.Learning;

namespace SelfLearning.Tests;

/// <summary>Makes result ids that only their signature gives away.</summary>
internal static class Forger
{
    /// <summary>
    /// The id with another signature. The last character of a text may have bits to spare, and is refused before anybody looks at the signature
    /// when they are set: the one that is changed has none, so the text reads as before.
    /// </summary>
    public static string Forge(string id)
    {
        var forged = $"{id[..^4]}{(id[^4] == 'A' ? 'B' : 'A')}{id[^3..]}";
        Assert.True(ResultId.TryParse(id, out var genuine) && ResultId.TryParse(forged, out var read) && read == genuine, $"'{forged}' does not read as '{id}' does.");
        return forged;
    }
}
