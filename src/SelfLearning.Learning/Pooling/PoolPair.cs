namespace SelfLearning.Learning;

/// <summary>
/// Two values of one parameter, by name and text, so that evidence survives when values are added, removed or put in another order.
/// <paramref name="First"/> comes before <paramref name="Second"/> in ordinal order, whatever their places in a space.
/// </summary>
internal readonly record struct PoolPair(string Parameter, string First, string Second)
{
    /// <summary>Ordinal order, in which everything is written.</summary>
    public static IComparer<PoolPair> Order { get; } = Comparer<PoolPair>.Create((a, b) =>
        string.CompareOrdinal(a.Parameter, b.Parameter) is var parameter and not 0 ? parameter
        : string.CompareOrdinal(a.First, b.First) is var first and not 0 ? first
        : string.CompareOrdinal(a.Second, b.Second));

    /// <summary>The pair of two values, and whether the higher place of them comes first.</summary>
    public static (PoolPair Pair, bool IsExchanged) Of(string parameter, string lower, string higher) =>
        string.CompareOrdinal(lower, higher) < 0 ? (new PoolPair(parameter, lower, higher), false) : (new PoolPair(parameter, higher, lower), true);
}
