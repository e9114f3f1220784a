namespace SelfLearning.Learning;

/// <summary>What a result id says of one call of a known context; without the names, which the context has anyway, and without a text.</summary>
/// <param name="DecidedAtMs">The time of the decision in milliseconds since 1970 (UTC).</param>
/// <param name="Token">The random part of the result id.</param>
/// <param name="PolicyVersion">The policy version of the decision, not negative.</param>
/// <param name="Candidate">The place of the tried value in the candidates of that policy version; -1 when all values in use were served.</param>
/// <param name="Overridden">One bit for each parameter of the space: set where the caller used a value of its own.</param>
/// <param name="KeyEpoch">The epoch of the signing key, 0 to 255.</param>
public readonly record struct Decision(long DecidedAtMs, long Token, long PolicyVersion, int Candidate, uint Overridden, int KeyEpoch)
{
    /// <summary>The time of the decision.</summary>
    public DateTimeOffset DecidedAt => DateTimeOffset.FromUnixTimeMilliseconds(DecidedAtMs);

    /// <summary>The decision that a result id names.</summary>
    public static Decision Of(ResultId id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return new Decision(id.DecidedAt.ToUnixTimeMilliseconds(), id.Token, id.PolicyVersion, id.Candidate, id.Overridden, id.KeyEpoch);
    }

    /// <summary>The result id of this decision in a context.</summary>
    /// <param name="module">The module's name.</param>
    /// <param name="context">The context key.</param>
    /// <exception cref="ModuleConfigurationException">The module's name breaks its rule.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A member is outside its range.</exception>
    public ResultId In(string module, ContextKey context) => new(module, context, DecidedAt, Token, PolicyVersion, Candidate, Overridden, KeyEpoch);
}
