using System.Buffers.Binary;
using System.Collections.Immutable;

namespace SelfLearning.Server;

/// <content>Operations of modules in the silo, and what all operations have in common.</content>
internal sealed partial class ContextGrain
{
    // Shared by all that run nothing; never changed.
    private static readonly Dictionary<Guid, RunningCall> NoCalls = [];

    private Dictionary<Guid, RunningCall> _calls = NoCalls;
    private readonly SettingsOfDecisions _settings = new();
    private RunningOperations? _operations;
    private byte[]? _signingKey;
    private ResultIdSigner? _signer;

    /// <inheritdoc/>
    public Task<ProcessReply> ProcessAsync(ProcessRequest request)
    {
        if (request.OperationId is { Length: 0 or > 100 } id) throw Refused($"The operation id has {id.Length} characters: it must have 1 to 100.", "operationId");
        Admit(request.OperationId);
        var call = new RunningCall { Name = request.Call };
        var admission = new Admission(this, call);
        var reply = request.OperationId is null ? RunAsync(request, call, admission) : RunOnceAsync(request, request.OperationId, admission);
        // Nobody can ask for a call that has ended within the turn that began it.
        if (!reply.IsCompleted && call.Name != Guid.Empty) List(call, reply);
        return reply;
    }

    /// <inheritdoc/>
    public Task CancelAsync(Guid call)
    {
        if (_calls.TryGetValue(call, out var running)) running.Withdraw();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<ProcessReply?> AttachAsync(Guid call) => _calls.TryGetValue(call, out var running) ? await running.Reply! : null;

    /// <inheritdoc/>
    public async Task RecordFailureAsync(string operation, string? operationId, string error)
    {
        await ReadyAsync();
        Record(new EndedOperation
        {
            CallerId = operationId,
            StartedAt = _time.GetUtcNow(),
            Operation = operation,
            Status = OperationStatus.Failure,
            DurationMs = 0,
            Error = error,
        });
    }

    // Until its admission ends.
    private void List(RunningCall call, Task<ProcessReply> reply)
    {
        call.Reply = reply;
        if (_calls == NoCalls) _calls = [];
        _calls[call.Name] = call;
    }

    // A caller that goes away may come back with the same id: its operation goes on, so it gets a call that nobody cancels. In a method
    // of its own, because what the lambda holds is made where its method begins, for calls without an id too.
    private async Task<ProcessReply> RunOnceAsync(ProcessRequest request, string id, Admission admission)
    {
        using var admitted = admission;
        return await (_operations ??= new RunningOperations(_time, _load)).RunAsync(id, () => RunAsync(request, new RunningCall(), default));
    }

    private async Task<ProcessReply> RunAsync(ProcessRequest request, RunningCall call, Admission admission)
    {
        using var admitted = admission;
        var definition = await ReadyAsync();
        var runner = _modules.Find(_identity.Module)
            ?? throw new ModuleNotFoundException($"This silo has no code for module '{_identity.Module}': add it with AddModule on every silo that may run it.")
            {
                Module = _identity.Module,
            };
        // Noted before the policy is waited for.
        var deletions = _deletions;
        var options = definition.Options;
        var policy = await GetPolicyAsync(definition);
        var candidate = Choose(policy);
        var settings = _settings.Of(policy, candidate, options, runner);
        var decision = new Decision(
            _time.GetUtcNow().ToUnixTimeMilliseconds(), _random.NextInt64(long.MinValue, long.MaxValue), policy.Version, candidate, settings.Overridden,
            _keys.Keys.CurrentEpoch);
        var id = Signer().Sign(decision);
        var started = _time.GetTimestamp();
        using var activity = ServerActivities.Process(_identity.Module);
        ModuleRun run;
        try
        {
            var running = runner.RunAsync(request.Input, settings.Config, call.Token);
            run = running.IsCompleted ? await running : await WithinAsync(running.AsTask(), options.ProcessTimeout, started, call);
        }
        catch (OperationCanceledException) when (call.IsWithdrawn)
        {
            // The caller no longer wants it: that says nothing against the module.
            RecordRun(request, started, decision, OperationStatus.Partial, null, "cancelled", settings, options, deletions);
            throw;
        }
        catch (Exception exception)
        {
            ServerActivities.Fail(activity, exception);
            RecordRun(request, started, decision, OperationStatus.Failure, null, exception.Message, settings, options, deletions);
            throw Wrap(exception, request.OperationId);
        }

        var duration = RecordRun(request, started, decision, run.Status, run, null, settings, options, deletions);
        if (run.Quality is { } quality && IsCounted(deletions)) _ = JudgeAsync([(decision.In(_identity.Module, _identity.Key), quality)]);
        return new ProcessReply
        {
            // Version 0 is nobody's: a judgement of what a deleted context decided is late in the one that follows.
            Id = deletions == _deletions ? id : Signer().Sign(decision with { PolicyVersion = 0 }),
            CreatedAt = decision.DecidedAt,
            Data = run.Data,
            Metadata = run.Metadata,
            ExecutionTimeMs = duration,
            QualityScore = run.Quality,
            AdaptationApplied = settings.IsAdapted,
            Status = run.Status,
            Parameters = settings.Values,
        };
    }

    // The caller is answered at the timeout even by a module that does not watch its token. A module that ends in the turn that began it
    // needs no timer, so what it took until it first waited is counted here.
    private async Task<ModuleRun> WithinAsync(Task<ModuleRun> running, TimeSpan timeout, long started, RunningCall call)
    {
        _deadlines.Add(call, timeout, started);
        try
        {
            return await running.WaitAsync(call.Token);
        }
        catch (OperationCanceledException exception) when (call.IsExpired)
        {
            throw new ModuleProcessingException(
                $"Module '{_identity.Module}' did not end within its ProcessTimeout of {timeout}: make it quicker, or raise the option.", exception);
        }
        finally
        {
            _deadlines.Remove(call);
        }
    }

    private double RecordRun(
        ProcessRequest request, long started, in Decision decision, OperationStatus status, ModuleRun? run, string? error, ModuleSettings settings,
        ModuleOptions options, int deletions)
    {
        var duration = _time.GetElapsedTime(started).TotalMilliseconds;
        Record(new EndedOperation
        {
            Decision = decision,
            Operation = request.Operation,
            Status = status,
            DurationMs = duration,
            Quality = run?.Quality,
            Error = error,
            Details = options.MetricsCollectionLevel == MetricsCollectionLevel.Comprehensive
                ? DetailsOf(run?.Metadata ?? ImmutableDictionary<string, string>.Empty, settings.Values)
                : null,
        }, IsCounted(deletions));
        return duration;
    }

    // Not where the context was deleted since the operation began, nor where its records were dropped and nobody has read them again.
    private bool IsCounted(int deletions) => deletions == _deletions && _learning is not null;

    private static ImmutableDictionary<string, string> DetailsOf(ImmutableDictionary<string, string> metadata, IEnumerable<ParameterValue> values) =>
        metadata.SetItems(values.Select(value => KeyValuePair.Create(value.ParameterName, value.Value)));

    private void Record(in EndedOperation operation, bool isCounted = true)
    {
        if (isCounted) _metrics.Record(operation);
        _instruments.Processed(_identity.Module, operation.Status, operation.DurationMs);
        ServerLog.Recorded(_logger, _identity.Module, _identity.Key.Text, operation.Operation, operation.Status, operation.DurationMs);
        ScheduleFlush();
    }

    // An automatic quality is feedback like any other, except that nobody waits for it to be on storage. Operations that took long may
    // need segments; else their qualities are taken in the turn that records them.
    private async Task JudgeAsync(List<(ResultId Id, double Quality)> judgements)
    {
        if (judgements.Count == 0) return;
        try
        {
            if (Learning.IsDegraded)
            {
                foreach (var (id, quality) in judgements) _metrics.CountQuality(id.DecidedAt, quality);
                return;
            }

            await Learning.WithSegmentsAsync([.. judgements.Select(judgement => judgement.Id)], segments =>
            {
                foreach (var (id, quality) in judgements) Take(id, JudgementOf(id, quality), segments);
            });
        }
        catch (Exception exception)
        {
            ServerLog.JudgementLost(_logger, _identity.Module, _identity.Key.Text, exception);
        }
    }

    // The same judgement however often it is made, and older than anything that is said later.
    private static Feedback JudgementOf(ResultId id, double quality) =>
        Feedback.FromQuality(quality, FeedbackSource.Automatic) with { Id = IdOf(id), CreatedAt = id.DecidedAt };

    private void Take(ResultId id, Feedback feedback, IReadOnlyList<Segment> segments)
    {
        // The metrics count a decision's quality once: at once where this is its first, else the learning cycle moves it.
        var isFirst = !Learning.Model.Ledger.IsJudged(id, segments);
        var receipt = Learning.Model.Receive(id, feedback, segments, _time.GetUtcNow(), isInMetrics: isFirst);
        _instruments.FeedbackReceived(_identity.Module, receipt);
        if (receipt is FeedbackReceipt.Duplicate or FeedbackReceipt.Overloaded) return;
        if (IsGenerative && KeyOf(id.KeyEpoch) is { } key) _evaluations.Raise(_identity.Module, id.Format(key), feedback, receipt);
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

    private ResultIdSigner Signer() => _signer ??= new ResultIdSigner(_identity.Module, _identity.Key, _keys.Keys.CurrentEpoch, SigningKey());

    private byte[] SigningKey() => _signingKey ??= _keys.Keys.DeriveContextKey(_keys.Keys.CurrentEpoch, _identity.Module, _identity.Key)!;

    private byte[]? KeyOf(int epoch) =>
        epoch == _keys.Keys.CurrentEpoch ? SigningKey() : _keys.Keys.DeriveContextKey(epoch, _identity.Module, _identity.Key);

    private ResultId? Verify(string text)
    {
        if (!ResultId.TryParse(text, out var id) || id.Module != _identity.Module || id.Context != _identity.Key) return null;
        // The flush lets go of the prepared key: where none is due, nobody would.
        if (_flushTimer is not null && id.KeyEpoch == _keys.Keys.CurrentEpoch) return Signer().TryVerify(text, id) ? id : null;
        return KeyOf(id.KeyEpoch) is { } key && ResultId.TryVerify(text, id, key) ? id : null;
    }

    private ModuleProcessingException Refused(string message, string field) => new(message)
    {
        Module = _identity.Module,
        Context = _identity.Key.Text,
        Reason = FailureReason.Invalid,
        Field = field,
    };

    private ModuleProcessingException Wrap(Exception exception, string? operationId) => new(
        exception is ModuleProcessingException ? exception.Message : $"Module '{_identity.Module}' failed: {exception.Message}",
        exception is ModuleProcessingException ? exception.InnerException : exception)
    {
        Module = _identity.Module,
        Context = _identity.Key.Text,
        OperationId = operationId,
    };
}
