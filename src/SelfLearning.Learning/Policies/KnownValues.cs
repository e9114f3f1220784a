using System.Collections.Immutable;

namespace SelfLearning.Learning;

/// <summary>The decided values that code with an older or newer definition can use.</summary>
public static class KnownValues
{
    /// <summary>
    /// Splits decided values by what a parameter space knows. Code that cannot use a value runs with its own instead, which is no
    /// evidence: the second part has the bit of that parameter's place set.
    /// </summary>
    public static (ImmutableArray<ParameterValue> Usable, uint Overridden) Of(ImmutableArray<ParameterValue> decided, ParameterSpace space)
    {
        ArgumentNullException.ThrowIfNull(space);
        var overridden = 0u;
        for (var i = 0; i < decided.Length; i++)
        {
            var parameter = space.IndexOf(decided[i].ParameterName);
            if (parameter < 0 || space[parameter].IndexOf(decided[i].Value) < 0) overridden |= 1u << i;
        }

        return overridden == 0 ? (decided, 0) : ([.. decided.Where((_, i) => (overridden & (1u << i)) == 0)], overridden);
    }
}
