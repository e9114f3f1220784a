using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace SelfLearning.Server;

/// <summary>
/// What a module runs with by the values that were decided: contexts that decide alike share it. Beside the memory it saves, what all calls
/// read stays in the processor's caches.
/// </summary>
/// <param name="make">Makes the settings of decided values.</param>
internal sealed class SharedSettings(Func<ImmutableArray<ParameterValue>, ModuleOptions, ModuleSettings> make)
{
    /// <summary>At most about so many are kept; beyond it all are made anew as they are needed.</summary>
    public const int Most = 1_024;

    private Known? _known;

    /// <summary>The settings of decided values.</summary>
    public ModuleSettings Of(ImmutableArray<ParameterValue> decided, ModuleOptions options)
    {
        var known = Volatile.Read(ref _known);
        if (!ReferenceEquals(known?.Options, options)) Volatile.Write(ref _known, known = new Known(options));
        if (known.Settings.TryGetValue(decided, out var shared)) return shared;
        if (known.Settings.Count >= Most) known.Settings.Clear();
        return known.Settings.GetOrAdd(decided, make(decided, options));
    }

    private sealed record Known(ModuleOptions Options)
    {
        public ConcurrentDictionary<ImmutableArray<ParameterValue>, ModuleSettings> Settings { get; } = new(SameValues.Comparer);
    }

    private sealed class SameValues : IEqualityComparer<ImmutableArray<ParameterValue>>
    {
        public static readonly SameValues Comparer = new();

        public bool Equals(ImmutableArray<ParameterValue> one, ImmutableArray<ParameterValue> other) => one.AsSpan().SequenceEqual(other.AsSpan());

        public int GetHashCode([DisallowNull] ImmutableArray<ParameterValue> values)
        {
            var hash = default(HashCode);
            foreach (var value in values) hash.Add(value);
            return hash.ToHashCode();
        }
    }
}
