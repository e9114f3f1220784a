using System.Collections.Immutable;

namespace SelfLearning.Web.Dashboard;

/// <summary>Reads for each of many things, a few at a time.</summary>
internal static class EachOf
{
    private const int AtATime = 8;

    /// <summary>What was read for each, in their order.</summary>
    public static async Task<ImmutableArray<TResult>> ReadAsync<T, TResult>(IReadOnlyList<T> things, Func<T, CancellationToken, Task<TResult>> read, CancellationToken cancellationToken)
    {
        var results = new TResult[things.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, things.Count),
            new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancellationToken },
            async (i, token) => results[i] = await read(things[i], token));
        return [.. results];
    }

    /// <summary>What was read; <c>null</c> where it cannot be: that the record of one context is damaged, or of a newer version, hides no other.</summary>
    public static async Task<T?> OrNullAsync<T>(Func<Task<T>> read)
        where T : class
    {
        try
        {
            return await read();
        }
        catch (SelfLearningException)
        {
            return null;
        }
    }
}
