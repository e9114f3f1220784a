using System.Collections.Immutable;
using SelfLearning.Contracts;

namespace SelfLearning.Operations;

/// <summary>What an operation in the host uses: the decided values as far as this host's record knows them, and the caller's own.</summary>
/// <param name="Config">The record with these values.</param>
/// <param name="Values">Every parameter of the record with its value.</param>
/// <param name="Overridden">One bit for each parameter of the registered space whose decided value is not the one used.</param>
/// <param name="AdaptationApplied">Whether a decided value that is used differs from its default.</param>
internal sealed record HostDecision<TConfig>(
    TConfig Config, ImmutableArray<ParameterValue> Values, uint Overridden, bool AdaptationApplied)
    where TConfig : ModuleConfig
{
    /// <summary>
    /// Takes over what was decided. Where the registered space is of another revision, a decided value this host does not know is not
    /// used: the record's own value is, and the parameter is marked, so that the operation is no evidence for a value nobody used.
    /// </summary>
    public static HostDecision<TConfig> Of(ModuleConfigSchema<TConfig> schema, HostPolicy host, ImmutableArray<ParameterValue> decided) =>
        Of(schema, host, decided, ImmutableDictionary<string, string>.Empty);

    /// <summary>The same decision with a value of the caller's own.</summary>
    public HostDecision<TConfig> Override(
        ModuleConfigSchema<TConfig> schema, HostPolicy host, ImmutableArray<ParameterValue> decided, string parameterName, string value) =>
        Of(schema, host, decided, Own.SetItem(parameterName, value));

    private ImmutableDictionary<string, string> Own { get; init; } = ImmutableDictionary<string, string>.Empty;

    private static HostDecision<TConfig> Of(
        ModuleConfigSchema<TConfig> schema, HostPolicy host, ImmutableArray<ParameterValue> decided, ImmutableDictionary<string, string> own)
    {
        var decidedValues = decided.ToDictionary(v => v.ParameterName, v => v.Value, StringComparer.Ordinal);
        var values = ImmutableArray.CreateBuilder<ParameterValue>(schema.Parameters.Count);
        var used = 0u;
        var adapted = false;
        foreach (var known in schema.Parameters.Parameters)
        {
            var place = host.Parameters.IndexOf(known.Name);
            if (own.TryGetValue(known.Name, out var value))
            {
                values.Add(new ParameterValue(known.Name, value));
            }
            else if (place >= 0 && decidedValues.TryGetValue(known.Name, out value) && known.IndexOf(value) >= 0)
            {
                values.Add(new ParameterValue(known.Name, value));
                used |= 1u << place;
                adapted |= value != host.Parameters[place].Default;
            }
            else
            {
                values.Add(new ParameterValue(known.Name, known.Default));
            }
        }

        var all = host.Parameters.Count == 32 ? uint.MaxValue : (1u << host.Parameters.Count) - 1;
        var list = values.MoveToImmutable();
        return new HostDecision<TConfig>(schema.With(list, host.Options), list, all & ~used, adapted) { Own = own };
    }
}
