using System.Collections.Immutable;
using System.Linq.Expressions;
using Microsoft.Extensions.Logging;
using SelfLearning.Contracts;
using SelfLearning.Learning;
using SelfLearning.Modules;
using SelfLearning.Operations;

namespace SelfLearning;

/// <summary>
/// One operation of a module that the host runs: the values decided for it, its result id, and how it ends. Made by
/// <see cref="IModuleClient.BeginAsync{TConfig}"/>. Belongs to one flow of control; not safe for use by several threads at once.
/// </summary>
/// <remarks>
/// <para>The first call of <see cref="SucceedAsync"/>, <see cref="PartialAsync"/> or <see cref="FailAsync"/> is the end: it fixes status
/// and duration. When its record cannot be sent, a further call sends that same record again, whatever its arguments; it is counted once.</para>
/// <para>Disposed without an end, the operation is recorded as Partial with the error <c>abandoned</c>. Feedback for <see cref="Id"/> is
/// accepted whether or not the operation has ended.</para>
/// </remarks>
/// <typeparam name="TConfig">The module's configuration record.</typeparam>
public sealed partial class Operation<TConfig> : IAsyncDisposable
    where TConfig : ModuleConfig
{
    private readonly ModuleServices _services;
    private readonly ModuleConfigSchema<TConfig> _schema;
    private readonly BeginReply _reply;
    private readonly long _startedAt;
    private HostDecision<TConfig> _decision;
    private string? _id;
    private OperationReport? _report;
    private bool _reported;

    internal Operation(ModuleServices services, ContextKey context, ModuleConfigSchema<TConfig> schema, BeginReply reply)
    {
        (_services, Context, _schema, _reply) = (services, context, schema, reply);
        _decision = HostDecision<TConfig>.Of(schema, reply);
        _startedAt = services.Time.GetTimestamp();
    }

    /// <summary>The configuration with the values decided for this operation and the caller's own ones.</summary>
    public TConfig Config => _decision.Config;

    /// <summary>The context key.</summary>
    public ContextKey Context { get; }

    /// <summary>Every parameter with the value <see cref="Config"/> has.</summary>
    public ImmutableArray<ParameterValue> Parameters => _decision.Values;

    /// <summary>When the parameters were decided.</summary>
    public DateTimeOffset StartedAt => _reply.StartedAt;

    /// <summary>The result id: where feedback goes. Formed when first read or at the end; from then on nothing can be overridden.</summary>
    public string Id => _id ??= new ResultId(
        _services.Name, Context, _reply.StartedAt, _reply.Token, _reply.Policy.Version, _reply.Candidate, _decision.Overridden, _reply.KeyEpoch)
        .Format(_reply.ContextSigningKey);

    /// <summary>The operation's name in the metrics, 1 to 100 characters; <c>process</c> unless set before the end.</summary>
    /// <exception cref="ModuleProcessingException">The name is empty or too long.</exception>
    public string Name
    {
        get;
        set => field = ProcessOptions.RequireOperation(_services.Name, value, nameof(Name));
    } = ProcessOptions.DefaultOperation;

    /// <summary>Whether some value was learned or is on trial: it differs from its default and is not the caller's own.</summary>
    internal bool AdaptationApplied => _decision.AdaptationApplied;

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
        if (_id is not null)
        {
            throw new InvalidOperationException(
                $"The result id of this operation of module '{_services.Name}' is formed and says which values are the caller's own: "
                + "call Override before Id is read and before the operation ends.");
        }

        _decision = _decision.Override(_schema, _reply, _schema.ParameterNameOf(property), _schema.Format(value!));
        return Config;
    }

    /// <summary>Ends the operation as a success.</summary>
    /// <param name="quality">The automatic quality of the result, 0 to 1; <c>null</c> when there is none. Absent quality is no evidence.</param>
    /// <param name="metadata">What to keep beside the metric entry, at the Comprehensive level.</param>
    /// <param name="cancellationToken">Ends the waiting; the record may still arrive.</param>
    /// <exception cref="InvalidOperationException">The operation has ended already.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The quality is not 0 to 1; the operation has not ended.</exception>
    /// <exception cref="SelfLearningException">
    /// The cluster did not take the record. The result and its id are good all the same: feedback needs no record. Call again, or let it be.
    /// </exception>
    public Task SucceedAsync(
        double? quality = null, ImmutableDictionary<string, string>? metadata = null, CancellationToken cancellationToken = default) =>
        SendAsync(Close(OperationStatus.Success, quality, null, metadata), cancellationToken);

    /// <summary>Ends the operation as a partial success: part of what was asked for.</summary>
    /// <inheritdoc cref="SucceedAsync"/>
    public Task PartialAsync(
        double? quality = null, ImmutableDictionary<string, string>? metadata = null, CancellationToken cancellationToken = default) =>
        SendAsync(Close(OperationStatus.Partial, quality, null, metadata), cancellationToken);

    /// <summary>
    /// Ends the operation as a failure. For use where an exception is under way: a record that cannot be sent is logged as a warning and
    /// never thrown, and there is no token, because a cancelled one would keep the failure from being recorded. Takes at most 5 seconds.
    /// </summary>
    /// <param name="exception">What went wrong; its type and message are recorded.</param>
    /// <exception cref="InvalidOperationException">The operation has ended already.</exception>
    public Task FailAsync(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return EndQuietlyAsync(OperationStatus.Failure, null, $"{exception.GetType().Name}: {exception.Message}");
    }

    /// <summary>Ends an operation that has not ended, as Partial with the error <c>abandoned</c>. Never throws.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_report is null) await EndQuietlyAsync(OperationStatus.Partial, null, "abandoned");
    }

    /// <summary>Ends the operation; a record that cannot be sent is logged.</summary>
    internal async Task EndQuietlyAsync(OperationStatus status, double? quality, string? error, TimeSpan? duration = null)
    {
        var report = Close(status, quality, error, null, duration);
        try
        {
            await SendAsync(report, CancellationToken.None);
        }
#pragma warning disable CA1031 // whatever went wrong with the record, the host's own result or exception is what counts
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogNotRecorded(_services.Logger, exception, _services.Name, Context, report.Status, report.ResultId);
        }
    }

    private OperationReport Close(
        OperationStatus status, double? quality, string? error, ImmutableDictionary<string, string>? metadata, TimeSpan? duration = null)
    {
        if (_reported)
        {
            throw new InvalidOperationException(
                $"This operation of module '{_services.Name}' has ended as {_report!.Status} already: an operation ends once.");
        }

        if (quality is not (null or (>= 0 and <= 1)))
            throw new ArgumentOutOfRangeException(nameof(quality), quality, "A quality is a number from 0 to 1, or null.");
        return _report ??= new OperationReport(
            Id, Name, status, (duration ?? Elapsed).TotalMilliseconds, quality, Cut(error), metadata ?? ImmutableDictionary<string, string>.Empty);
    }

    private async Task SendAsync(OperationReport report, CancellationToken cancellationToken)
    {
        await _services.Grains.ContextAsync(Context, "The record of an operation", grain => grain.CompleteAsync(report), cancellationToken);
        _reported = true;
    }

    // A metric entry keeps 1,000 characters of an error; more need not travel.
    private static string? Cut(string? error) => error is { Length: > 1_000 } ? error[..1_000] : error;

    [LoggerMessage(3002, LogLevel.Warning, "Module {Module}, context {Context}: an operation that ended as {Status} could not be recorded (result id {ResultId}); its metrics are lost, its feedback is not")]
    private static partial void LogNotRecorded(
        ILogger logger, Exception exception, string module, ContextKey context, OperationStatus status, string resultId);
}
