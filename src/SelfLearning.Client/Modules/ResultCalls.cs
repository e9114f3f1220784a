using System.Collections.Immutable;
using SelfLearning.Learning;

namespace SelfLearning.Modules;

/// <summary>What is said of results, in calls of a bounded size.</summary>
internal static class ResultCalls
{
    /// <summary>Items in one call: feedbacks with comments of full length are some 0.3 MB, and well within the 5 s a call may take.</summary>
    public const int ChunkSize = 100;

    // Only the length is looked at here: whether a text is an id is for the silos to say, which may know newer formats.
    private const int MaximumIdLength = ResultId.MaximumOverhead + ModuleName.MaximumLength + ContextKey.MaximumLength;

    /// <summary>Whether a text may be a result id of this version or a newer one.</summary>
    public static bool IsPossibleId(string resultId) => resultId.Length is > 0 and <= MaximumIdLength;

    /// <summary>Sends items; those that cannot name a result are not sent and get the receipt for the unknown.</summary>
    public static async Task<IReadOnlyList<TReceipt>> SendAsync<TItem, TReceipt>(
        IReadOnlyList<TItem> items, Func<TItem, string> resultIdOf, TReceipt unknown, Func<ImmutableArray<TItem>, Task<ImmutableArray<TReceipt>>> send)
    {
        var receipts = Enumerable.Repeat(unknown, items.Count).ToArray();
        var places = Enumerable.Range(0, items.Count).Where(i => IsPossibleId(resultIdOf(items[i])));

        // One call after the other: what is said twice of one result keeps its order.
        foreach (var chunk in places.Chunk(ChunkSize))
        {
            var answers = await send([.. chunk.Select(i => items[i])]);
            for (var i = 0; i < chunk.Length; i++) receipts[chunk[i]] = answers[i];
        }

        return receipts;
    }
}
