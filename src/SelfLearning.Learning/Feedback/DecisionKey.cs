namespace SelfLearning.Learning;

/// <summary>Tells decisions of one context apart.</summary>
/// <param name="DecidedAtMs">The time of the decision in milliseconds since 1970 (UTC).</param>
/// <param name="Token">The random part of its result id.</param>
public readonly record struct DecisionKey(long DecidedAtMs, long Token)
{
    /// <summary>The time of the decision.</summary>
    public DateTimeOffset DecidedAt => DateTimeOffset.FromUnixTimeMilliseconds(DecidedAtMs);

    /// <summary>The hour of the decision, counted from 1970 (UTC).</summary>
    public long Hour => DecidedAtMs / 3_600_000;

    /// <summary>The key of the decision a result id names.</summary>
    public static DecisionKey Of(ResultId id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return new DecisionKey(id.DecidedAt.ToUnixTimeMilliseconds(), id.Token);
    }
}
