using System.Collections.Immutable;
using System.Linq.Expressions;
using SelfLearning.Learning;
using SelfLearning.Modules;
using SelfLearning.Operations;

namespace SelfLearning;

/// <summary>
/// One operation of a module that the host runs: the values decided for it, its result id, and how it ends. Made by
/// <see cref="IModuleClient.BeginAsync{TConfig}"/>. Belongs to one flow of control; not safe for use by several threads at once.
/// </summary>
/// <remarks>
/// <para><see cref="SucceedAsync"/>, <see cref="PartialAsync"/> and <see cref="FailAsync"/> end it, once. They complete at once and never
/// fail for the cluster's sake: the outcome is sent within a second, together with others, and sent again for up to 10 minutes. What
/// could not be sent by then is lost for the metrics, and said in the log and in the meter <c>selflearning.outcomes.dropped</c>.</para>
/// <para>Disposed without an end, the operation is recorded as Partial with the error <c>abandoned</c>. Feedback for <see cref="Id"/> is
/// accepted whether or not the operation has ended.</para>
/// </remarks>
/// <typeparam name="TConfig">The module's configuration record.</typeparam>
public sealed class Operation<TConfig> : IAsyncDisposable
    where TConfig : ModuleConfig
{
    private readonly ModuleServices _services;
    private readonly HostContext<TConfig> _context;
    private readonly HostSnapshot<TConfig> _snapshot;
    private readonly int _candidate;
    private readonly long _token;
    private readonly long _startedAt;
    private HostDecision<TConfig> _decision;
    private string? _id;
    private OperationStatus? _ended;

    internal Operation(
        ModuleServices services, HostContext<TConfig> context, HostSnapshot<TConfig> snapshot, int candidate, long token, long startedAt)
    {
        (_services, _context, _snapshot, _candidate, _token, _startedAt) = (services, context, snapshot, candidate, token, startedAt);
        _decision = snapshot.DecisionOf(candidate);
        StartedAt = context.TimeAt(startedAt);
    }

    /// <summary>
    /// The configuration with the values decided for this operation and the caller's own ones. Operations with the same values share one
    /// record: it is immutable.
    /// </summary>
    public TConfig Config => _decision.Config;

    /// <summary>The context key.</summary>
    public ContextKey Context => _context.Key;

    /// <summary>Every parameter with the value <see cref="Config"/> has.</summary>
    public ImmutableArray<ParameterValue> Parameters => _decision.Values;

    /// <summary>When the parameters were decided, by the clock of the silos.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>The result id: where feedback goes. Formed when first read; from then on nothing can be overridden.</summary>
    public string Id => _id ??= _snapshot.Sign(Decision, _services.Name, Context);

    /// <summary>The operation's name in the metrics, 1 to 100 characters; <c>process</c> unless set before the end.</summary>
    /// <exception cref="ModuleProcessingException">The name is empty or too long.</exception>
    public string Name
    {
        get;
        set => field = ProcessOptions.RequireOperation(_services.Name, value, nameof(Name));
    } = ProcessOptions.DefaultOperation;

    /// <summary>Whether some value was learned or is on trial: it differs from its default and is not the caller's own.</summary>
    internal bool AdaptationApplied => _decision.AdaptationApplied;

    private Decision Decision =>
        new(StartedAt.ToUnixTimeMilliseconds(), _token, _snapshot.Policy.Version, _candidate, _decision.Overridden, _snapshot.Host.KeyEpoch);

    /// <summary>Where its outcome goes.</summary>
    internal Outcomes.Outbox Outbox => _context.Outbox;

    /// <summary>The time since the values were decided.</summary>
    internal TimeSpan Elapsed => _services.Time.GetElapsedTime(_startedAt);

    /// <summary>Uses the caller's own value. The operation is then no evidence for this parameter; for the others it stays one.</summary>
    /// <typeparam name="TValue">The property's type.</typeparam>
    /// <param name="property">The property, as in <c>c => c.Temperature</c>.</param>
    /// <param name="value">Any value the property's type can hold; it need not be one of the parameter's values.</param>
    /// <returns><see cref="Config"/> with the value.</returns>
    /// <exception cref="InvalidOperationException"><see cref="Id"/> was read, or the operation has ended: its result id says already what was overridden.</exception>
    /// <exception cref="ModuleConfigurationException">The expression is no tunable property, or the value no value of a parameter.</exception>
    public TConfig Override<TValue>(Expression<Func<TConfig, TValue>> property, TValue value)
    {
        if (_id is not null || _ended is not null)
        {
            throw new InvalidOperationException(
                $"The result id of this operation of module '{_services.Name}' is formed and says which values are the caller's own: "
                + "call Override before Id is read and before the operation ends.");
        }

        _decision = _snapshot.Override(_decision, _candidate, _context.Schema.ParameterNameOf(property), _context.Schema.Format(value!));
        return Config;
    }

    /// <summary>Ends the operation as a success.</summary>
    /// <param name="quality">The automatic quality of the result, 0 to 1; <c>null</c> when there is none. Absent quality is no evidence.</param>
    /// <param name="metadata">
    /// What to keep beside the metric entry, at the Comprehensive level: at most 64 pairs, names cut at 100 and values at 1,000 characters.
    /// </param>
    /// <returns>A task that has ended: the outcome is sent later.</returns>
    /// <exception cref="InvalidOperationException">The operation has ended already.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The quality is not 0 to 1; the operation has not ended.</exception>
    public Task SucceedAsync(double? quality = null, ImmutableDictionary<string, string>? metadata = null)
    {
        End(OperationStatus.Success, quality, null, metadata);
        return Task.CompletedTask;
    }

    /// <summary>Ends the operation as a partial success: part of what was asked for.</summary>
    /// <inheritdoc cref="SucceedAsync"/>
    public Task PartialAsync(double? quality = null, ImmutableDictionary<string, string>? metadata = null)
    {
        End(OperationStatus.Partial, quality, null, metadata);
        return Task.CompletedTask;
    }

    /// <summary>Ends the operation as a failure.</summary>
    /// <param name="exception">What went wrong; its type and message are recorded, cut at 1,000 characters.</param>
    /// <returns>A task that has ended: the outcome is sent later.</returns>
    /// <exception cref="InvalidOperationException">The operation has ended already.</exception>
    public Task FailAsync(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        End(OperationStatus.Failure, null, $"{exception.GetType().Name}: {exception.Message}");
        return Task.CompletedTask;
    }

    /// <summary>Ends an operation that has not ended, as Partial with the error <c>abandoned</c>. Never throws.</summary>
    public ValueTask DisposeAsync()
    {
        if (_ended is null) End(OperationStatus.Partial, null, "abandoned");
        return ValueTask.CompletedTask;
    }

    /// <summary>Ends the operation.</summary>
    internal void End(
        OperationStatus status, double? quality, string? error, ImmutableDictionary<string, string>? metadata = null, TimeSpan? duration = null)
    {
        if (_ended is { } ended)
        {
            throw new InvalidOperationException(
                $"This operation of module '{_services.Name}' has ended as {ended} already: an operation ends once.");
        }

        if (quality is not (null or (>= 0 and <= 1)))
            throw new ArgumentOutOfRangeException(nameof(quality), quality, "A quality is a number from 0 to 1, or null.");
        _ended = status;
        Outbox.Add(new EndedOperation
        {
            Decision = Decision,
            Operation = Name,
            Status = status,
            DurationMs = (duration ?? Elapsed).TotalMilliseconds,
            Quality = quality,
            Error = error,
            Details = _snapshot.Host.Options.MetricsCollectionLevel == MetricsCollectionLevel.Comprehensive ? metadata : null,
        });
    }
}
