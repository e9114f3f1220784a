using System.Collections.Immutable;
using SelfLearning.Contracts;
using SelfLearning.Hosting;
using SelfLearning.Learning;
using SelfLearning.Modules;

namespace SelfLearning.Operations;

/// <summary>One context of a module whose operations are begun here by values, for callers that have no configuration record.</summary>
internal sealed class ValuesContext(ValuesModule module, ModuleServices services, ContextKey key) : HostContext(module, services, key)
{
    private volatile HostSnapshot? _snapshot;

    public override HostPolicy? Policy => _snapshot?.Host;

    /// <summary>Begins an operation: at once where what is known is fresh, else after the cluster was asked.</summary>
    /// <exception cref="ModuleProcessingException">One of the caller's own values is of no parameter of the module.</exception>
    public async ValueTask<BegunOperation> BeginAsync(IReadOnlyDictionary<string, string>? overrides, CancellationToken cancellationToken)
    {
        if (_snapshot is null || !IsFresh(Services.Time.GetTimestamp()))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await EnsureAsync(cancellationToken);
        }

        return Decide(_snapshot!, overrides ?? ImmutableDictionary<string, string>.Empty);
    }

    protected override void Take(HostPolicy policy) => _snapshot = new HostSnapshot(policy);

    private BegunOperation Decide(HostSnapshot snapshot, IReadOnlyDictionary<string, string> overrides)
    {
        var (space, random) = (snapshot.Host.Parameters, Services.Hosts.Random.Current);
        if (overrides.Keys.FirstOrDefault(name => space.IndexOf(name) < 0) is { } unknown) throw Unknown(unknown, space);
        var candidate = snapshot.Choose(random);
        var values = snapshot.Policy.Decide(candidate);
        var overridden = 0u;
        var isAdapted = false;
        for (var place = 0; place < space.Count; place++)
        {
            var parameter = space[place];
            if (overrides.TryGetValue(parameter.Name, out var own))
            {
                overridden |= 1u << place;
                values = [.. values.Select(value => value.ParameterName == parameter.Name ? value with { Value = own } : value)];
            }
            else
            {
                isAdapted |= values.Any(value => value.ParameterName == parameter.Name && value.Value != parameter.Default);
            }
        }

        var startedAt = TimeAt(Services.Time.GetTimestamp());
        var decision = new Decision(
            startedAt.ToUnixTimeMilliseconds(), random.NextInt64(long.MinValue, long.MaxValue), snapshot.Policy.Version, candidate, overridden, snapshot.Host.KeyEpoch);
        return new BegunOperation(
            snapshot.Sign(decision, Module, Key), Key.Text, decision.DecidedAt, decision.DecidedAt + CompletedOperations.Expiry, values, isAdapted);
    }

    private ModuleProcessingException Unknown(string name, ParameterSpace space) => new(
        $"Module '{Module}' has no parameter '{(name.Length > 80 ? name[..80] + "..." : name)}': "
        + (space.Count == 0 ? "it has none." : $"it has {string.Join(", ", space.Parameters.Select(parameter => $"'{parameter.Name}'"))}."))
    {
        Module = Module,
        Context = Key.Text,
        Reason = FailureReason.Invalid,
        Field = "overrides",
    };
}
