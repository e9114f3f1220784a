using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics;

namespace SelfLearning.Server;

/// <content>Operations: of modules in the silo, and of modules that hosts run.</content>
internal sealed partial class ContextGrain
{
    private readonly CompletedOperations _completed = new();
    private readonly Dictionary<Guid, Task<ProcessReply>> _calls = [];
    private byte[]? _signingKey;

    /// <inheritdoc/>
    public async Task<ProcessReply> ProcessAsync(ProcessRequest request, CancellationToken cancellationToken)
    {
        var running = _calls[request.Call] = StartAsync(request, cancellationToken);
        try
        {
            return await running;
        }
        finally
        {
            _calls.Remove(request.Call);
        }
    }

    /// <inheritdoc/>
    public async Task<ProcessReply?> AttachAsync(Guid call) => _calls.TryGetValue(call, out var running) ? await running : null;

    /// <inheritdoc/>
    public async Task RecordFailureAsync(string operation, string? operationId, string error)
    {
        await ReadyAsync();
        Record(new MetricEntry
        {
            Id = operationId ?? "",
            Timestamp = _time.GetUtcNow(),
            Operation = operation,
            Status = OperationStatus.Failure,
            DurationMs = 0,
            Context = _identity.Key.Text,
            Error = Cut(error),
        });
    }

    /// <inheritdoc/>
    public async Task<BeginReply> BeginAsync()
    {
        var definition = await ReadyAsync();
        var policy = await GetPolicyAsync(definition);
        return new BeginReply(
            policy.Snapshot, Choose(policy), _time.GetUtcNow(), _random.NextInt64(long.MinValue, long.MaxValue), _keys.Keys.CurrentEpoch, SigningKey(),
            policy.Space, definition.Options);
    }

    /// <inheritdoc/>
    public async Task CompleteAsync(OperationReport report)
    {
        await ReadyAsync();
        if (Verify(report.ResultId) is not { } id)
        {
            throw Refused(
                $"The result id of the reported operation is not one of module '{_identity.Module}', context '{_identity.Key}': report an operation with the id it began with.");
        }

        if (report.Quality is { } quality && quality is not (>= 0 and <= 1))
            throw Refused($"The quality {quality} of the reported operation is not a number from 0 to 1.");

        if (!_completed.TryAdd(id.Token)) return;
        var entry = new MetricEntry
        {
            Id = report.ResultId,
            Timestamp = id.DecidedAt,
            Operation = report.Operation,
            Status = report.Status,
            DurationMs = report.DurationMs,
            Context = _identity.Key.Text,
            QualityScore = report.Quality,
            Error = Cut(report.Error),
            Details = DetailsOf(report.Details, ValuesOf(id)),
        };
        Record(entry);
        if (report.Quality is { } judged) _ = JudgeAsync(id, judged);
    }

    private Task<ProcessReply> StartAsync(ProcessRequest request, CancellationToken cancellationToken)
    {
        if (request.OperationId is not { } id) return RunAsync(request, cancellationToken);
        if (id.Length is 0 or > 100) throw Refused($"The operation id has {id.Length} characters: it must have 1 to 100.");

        // A caller that goes away may come back with the same id: its operation goes on.
        return _operations.RunAsync(id, () => RunAsync(request, CancellationToken.None));
    }

    private async Task<ProcessReply> RunAsync(ProcessRequest request, CancellationToken cancellationToken)
    {
        var definition = await ReadyAsync();
        var runner = _modules.Find(_identity.Module)
            ?? throw new ModuleNotFoundException($"This silo has no code for module '{_identity.Module}': add it with AddModule on every silo that may run it.")
            {
                Module = _identity.Module,
            };
        var policy = await GetPolicyAsync(definition);
        var candidate = Choose(policy);
        var (values, overridden) = KnownValues.Of(policy.Decide(candidate), runner.Definition.Parameters);
        var id = new ResultId(
            _identity.Module, _identity.Key, _time.GetUtcNow(), _random.NextInt64(long.MinValue, long.MaxValue), policy.Version, candidate, overridden,
            _keys.Keys.CurrentEpoch);
        var text = id.Format(SigningKey());
        var started = _time.GetTimestamp();
        using var activity = ServerActivities.Process(_identity.Module);
        ModuleRun run;
        try
        {
            run = await RunWithinAsync(definition.Options.ProcessTimeout, token => runner.RunAsync(request.Input, values, definition.Options, token), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The caller no longer wants it: that says nothing against the module.
            RecordRun(request, text, started, id, OperationStatus.Partial, null, "cancelled", values);
            throw;
        }
        catch (Exception exception)
        {
            activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
            RecordRun(request, text, started, id, OperationStatus.Failure, null, exception.Message, values);
            throw Wrap(exception, request.OperationId);
        }

        var duration = RecordRun(request, text, started, id, run.Status, run, null, values);
        if (run.Quality is { } quality) _ = JudgeAsync(id, quality);
        return new ProcessReply
        {
            Id = text,
            CreatedAt = id.DecidedAt,
            Data = run.Data,
            Metadata = run.Metadata,
            ExecutionTimeMs = duration,
            QualityScore = run.Quality,
            AdaptationApplied = values.Any(value => IsAdapted(value, runner.Definition.Parameters)),
            Status = run.Status,
            Parameters = values,
        };
    }

    // The caller is answered at the timeout even by a module that does not watch its token.
    private async Task<ModuleRun> RunWithinAsync(TimeSpan timeout, Func<CancellationToken, Task<ModuleRun>> run, CancellationToken cancellationToken)
    {
        using var expiry = new CancellationTokenSource(timeout, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(expiry.Token, cancellationToken);
        try
        {
            return await run(linked.Token).WaitAsync(linked.Token);
        }
        catch (OperationCanceledException exception) when (expiry.IsCancellationRequested)
        {
            throw new ModuleProcessingException(
                $"Module '{_identity.Module}' did not end within its ProcessTimeout of {timeout}: make it quicker, or raise the option.", exception);
        }
    }

    private double RecordRun(
        ProcessRequest request, string id, long started, ResultId decision, OperationStatus status, ModuleRun? run, string? error,
        ImmutableArray<ParameterValue> values)
    {
        var duration = _time.GetElapsedTime(started).TotalMilliseconds;
        var entry = new MetricEntry
        {
            Id = id,
            Timestamp = decision.DecidedAt,
            Operation = request.Operation,
            Status = status,
            DurationMs = duration,
            Context = _identity.Key.Text,
            QualityScore = run?.Quality,
            Error = Cut(error),
            Details = DetailsOf(run?.Metadata ?? ImmutableDictionary<string, string>.Empty, values),
        };
        Record(entry);
        return duration;
    }

    private ImmutableDictionary<string, string> DetailsOf(ImmutableDictionary<string, string> metadata, IEnumerable<ParameterValue> values) =>
        Options.MetricsCollectionLevel == MetricsCollectionLevel.Comprehensive
            ? metadata.SetItems(values.Select(value => KeyValuePair.Create(value.ParameterName, value.Value)))
            : ImmutableDictionary<string, string>.Empty;

    // What the silo decided for an operation of a host, without the values the host replaced by its own.
    private IEnumerable<ParameterValue> ValuesOf(ResultId id) =>
        Learning.IsDegraded || Learning.Model.Policies.Find(id.PolicyVersion) is not { } policy
            ? []
            : policy.Decide(id.Candidate).Where((_, place) => (id.Overridden & (1u << place)) == 0);

    private void Record(MetricEntry entry)
    {
        _metrics.Record(entry);
        _instruments.Processed(_identity.Module, entry.Status, entry.DurationMs);
        ServerLog.Recorded(_logger, _identity.Module, _identity.Key.Text, entry.Operation, entry.Status, entry.DurationMs);
        ScheduleFlush();
    }

    // An automatic quality is feedback like any other, except that nobody waits for it to be on storage. An operation that took long, or
    // whose report is repeated, may need segments; else it is taken in the turn that records the operation.
    private async Task JudgeAsync(ResultId id, double quality)
    {
        // The same judgement however often it is reported, and older than anything that is said later.
        var feedback = Feedback.FromQuality(quality, FeedbackSource.Automatic) with { Id = IdOf(id), CreatedAt = id.DecidedAt };
        try
        {
            if (Learning.IsDegraded)
            {
                _metrics.CountQuality(id.DecidedAt, quality);
                return;
            }

            await Learning.WithSegmentsAsync([id], segments => Take(id, feedback, segments));
        }
        catch (Exception exception)
        {
            ServerLog.JudgementLost(_logger, _identity.Module, _identity.Key.Text, exception);
        }
    }

    private void Take(ResultId id, Feedback feedback, IReadOnlyList<Segment> segments)
    {
        // The metrics count a decision's quality once: at once where this is its first, else the learning cycle moves it.
        var isFirst = !Learning.Model.Ledger.IsJudged(id, segments);
        var receipt = Learning.Model.Receive(id, feedback, segments, _time.GetUtcNow(), isInMetrics: isFirst);
        _instruments.FeedbackReceived(_identity.Module, receipt);
        if (receipt is FeedbackReceipt.Duplicate or FeedbackReceipt.Overloaded) return;
        if (isFirst) _metrics.CountQuality(id.DecidedAt, feedback.Quality);
        Learning.MarkDirty();
        _isQuiet = false;
        ScheduleCycle();
        LearnPromptly();
    }

    private static Guid IdOf(ResultId id)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, id.Token);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], id.DecidedAt.UtcTicks);
        return new Guid(bytes);
    }

    private int Choose(Policy policy) => policy.Choose(_random.NextDouble(), _random.NextDouble());

    private byte[] SigningKey() => _signingKey ??= _keys.Keys.DeriveContextKey(_keys.Keys.CurrentEpoch, _identity.Module, _identity.Key)!;

    private ResultId? Verify(string text)
    {
        if (!ResultId.TryParse(text, out var id) || id.Module != _identity.Module || id.Context != _identity.Key) return null;
        var key = id.KeyEpoch == _keys.Keys.CurrentEpoch ? SigningKey() : _keys.Keys.DeriveContextKey(id.KeyEpoch, _identity.Module, _identity.Key);
        return key is not null && ResultId.TryVerify(text, id, key) ? id : null;
    }

    private ModuleProcessingException Refused(string message) => new(message) { Module = _identity.Module, Context = _identity.Key.Text };

    private ModuleProcessingException Wrap(Exception exception, string? operationId) => new(
        exception is ModuleProcessingException ? exception.Message : $"Module '{_identity.Module}' failed: {exception.Message}",
        exception is ModuleProcessingException ? exception.InnerException : exception)
    {
        Module = _identity.Module,
        Context = _identity.Key.Text,
        OperationId = operationId,
    };

    private static bool IsAdapted(ParameterValue value, ParameterSpace space) =>
        space.IndexOf(value.ParameterName) is var parameter and >= 0 && space[parameter].Default != value.Value;

    private static string? Cut(string? text) => text is { Length: > 1_000 } ? text[..1_000] : text;
}
