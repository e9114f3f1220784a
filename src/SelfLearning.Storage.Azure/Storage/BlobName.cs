namespace SelfLearning.Storage.Azure.Storage;

/// <summary>
/// The name of the blob that holds one state: <c>{stateName}-{grainId}.json</c>, whatever the serializer. What the service would change on the way, so that
/// two grains met in one blob, is replaced, and a hash of the whole tells the grains apart: a backslash (it counts as a slash), the segments <c>.</c> and
/// <c>..</c> (an address loses them) and what is longer than a name may be.
/// </summary>
internal static class BlobName
{
    private const int LongestName = 1_024;
    private const string Suffix = ".json";

    /// <summary>
    /// The name.
    /// </summary>
    public static string Of(string stateName, GrainId grainId)
    {
        var name = $"{stateName}-{grainId}";
        var isKept = !name.Contains('\\', StringComparison.Ordinal) && !name.Split('/').Any(segment => segment is "." or "..");
        return isKept && name.Length + Suffix.Length <= LongestName
            ? name + Suffix
            : LongKey.WithHash(isKept ? name : name.Replace('\\', '_').Replace('/', '_'), name, LongestName - Suffix.Length) + Suffix;
    }
}
