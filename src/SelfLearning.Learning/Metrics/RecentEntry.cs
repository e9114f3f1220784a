namespace SelfLearning.Learning;

/// <summary>One ended operation among the recent ones, in 64 bytes; what few entries have is in an <see cref="EntryText"/> beside it.</summary>
internal readonly struct RecentEntry
{
    private readonly long _startedTicks;
    private readonly double _quality;
    private readonly long _token;
    private readonly long _policyVersion;
    private readonly int _candidate;
    private readonly uint _overridden;
    private readonly byte _keyEpoch;
    private readonly byte _status;

    /// <summary>The entry of an operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="name">Its name, in an instance shared with other entries.</param>
    /// <param name="hasText">Whether it has an <see cref="EntryText"/>.</param>
    public RecentEntry(in EndedOperation operation, string name, bool hasText)
    {
        var decision = operation.Decision.GetValueOrDefault();
        (_token, _policyVersion, _candidate, _overridden, _keyEpoch) =
            (decision.Token, decision.PolicyVersion, decision.Candidate, decision.Overridden, (byte)decision.KeyEpoch);
        (_startedTicks, _quality, _status) = (operation.StartedAt.UtcTicks, operation.Quality ?? double.NaN, (byte)operation.Status);
        (Operation, DurationMs, HasDecision, HasText) = (name, operation.DurationMs, operation.Decision.HasValue, hasText);
    }

    /// <summary>The operation's name.</summary>
    public string Operation { get; }

    /// <summary>How long it took, in milliseconds.</summary>
    public double DurationMs { get; }

    /// <summary>Whether it has a decision.</summary>
    public bool HasDecision { get; }

    /// <summary>Whether there is an <see cref="EntryText"/> of it.</summary>
    public bool HasText { get; }

    /// <summary>How it ended.</summary>
    public OperationStatus Status => (OperationStatus)_status;

    /// <summary>When it started.</summary>
    public DateTimeOffset StartedAt => new(_startedTicks, TimeSpan.Zero);

    /// <summary>The operation as it was given.</summary>
    public EndedOperation With(EntryText? text) => new()
    {
        Decision = HasDecision ? new Decision(StartedAt.ToUnixTimeMilliseconds(), _token, _policyVersion, _candidate, _overridden, _keyEpoch) : null,
        CallerId = text?.CallerId,
        StartedAt = StartedAt,
        Operation = Operation,
        Status = Status,
        DurationMs = DurationMs,
        Quality = double.IsNaN(_quality) ? null : _quality,
        Error = text?.Error,
        Details = text?.Details,
    };
}
