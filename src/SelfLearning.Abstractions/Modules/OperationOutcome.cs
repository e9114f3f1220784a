using System.Collections.Immutable;

namespace SelfLearning;

/// <summary>
/// How an operation that was begun by values has ended. The result id carries what was decided, so that any silo can take it, and makes
/// it count once: send the same outcome again when a call fails.
/// </summary>
[GenerateSerializer, Immutable, Alias("selflearning.operation-outcome")]
public sealed record OperationOutcome
{
    /// <summary>The name an operation has in the metrics when it is given none.</summary>
    public const string DefaultOperation = "process";

    /// <summary>The longest name of an operation, in characters.</summary>
    public const int MaximumName = 100;

    /// <summary>The most members of the metadata.</summary>
    public const int MaximumMetadata = 64;

    /// <summary>The result id the operation got when it began.</summary>
    [Id(0)] public required string ResultId { get; init; }

    /// <summary>How it ended.</summary>
    [Id(1)] public required OperationStatus Status { get; init; }

    /// <summary>The time from its beginning to its end in milliseconds: a finite number of 0 or more. What would end in the future ends now.</summary>
    [Id(2)] public required double DurationMs { get; init; }

    /// <summary>The automatic quality of the result, 0 to 1; <c>null</c> when there is none. Absent quality is no evidence.</summary>
    [Id(3)] public double? Quality { get; init; }

    /// <summary>What went wrong, or <c>null</c>; cut at 1,000 characters.</summary>
    [Id(4)] public string? Error { get; init; }

    /// <summary>The operation's name in the metrics, 1 to 100 characters. Use few names: beyond 32 in a context the rest counts as <c>other</c>.</summary>
    [Id(5)] public string Operation { get; init; } = DefaultOperation;

    /// <summary>
    /// What to keep beside the metric entry at the Comprehensive level, or <c>null</c>: at most 64 members, names cut at 100 and values at
    /// 1,000 characters.
    /// </summary>
    [Id(6)] public ImmutableDictionary<string, string>? Metadata { get; init; }

    /// <summary>Checks what came over a wire.</summary>
    /// <exception cref="ArgumentException">A member is out of its range; the message begins with its name.</exception>
    public OperationOutcome Require()
    {
        if (ResultId is null) throw new ArgumentException($"{nameof(ResultId)} is missing: name the operation by the id it began with.");
        if (!Enum.IsDefined(Status)) throw new ArgumentException($"{nameof(Status)} {(int)Status} is none of Success, Failure and Partial.");
        if (!(DurationMs >= 0 && double.IsFinite(DurationMs))) throw new ArgumentException($"{nameof(DurationMs)} {DurationMs} is not a number of milliseconds of 0 or more.");
        if (Quality is not (null or (>= 0 and <= 1))) throw new ArgumentException($"{nameof(Quality)} {Quality} is not a number from 0 to 1.");
        if (Operation is not { Length: > 0 and <= MaximumName })
            throw new ArgumentException($"{nameof(Operation)} has {Operation?.Length ?? 0} characters: the name of an operation has 1 to {MaximumName}.");
        if (Metadata is { Count: > MaximumMetadata }) throw new ArgumentException($"{nameof(Metadata)} has {Metadata.Count} members: it has at most {MaximumMetadata}.");
        if (Metadata?.FirstOrDefault(member => member.Value is null) is { Key: { } name })
            throw new ArgumentException($"{nameof(Metadata)} has the member '{name}' without a text: leave it out, or give it one.");
        return this;
    }
}
