using System.Collections.Immutable;

namespace SelfLearning;

/// <summary>What a module made of a request. A plain result converts to a successful outcome.</summary>
/// <typeparam name="TResult">The type of the result.</typeparam>
public sealed record Outcome<TResult>
{
    private Outcome(TResult data, OperationStatus status, ImmutableDictionary<string, string>? metadata)
    {
        Data = data;
        Status = status;
        Metadata = metadata ?? ImmutableDictionary<string, string>.Empty;
    }

    /// <summary>The result.</summary>
    public TResult Data { get; }

    /// <summary>Success or Partial; a failure is an exception.</summary>
    public OperationStatus Status { get; }

    /// <summary>What the caller should know beside the result.</summary>
    public ImmutableDictionary<string, string> Metadata { get; }

#pragma warning disable CA1000 // the result's type is written once, where the module is declared
    /// <summary>The whole result.</summary>
    public static Outcome<TResult> Success(TResult data, ImmutableDictionary<string, string>? metadata = null) =>
        new(data, OperationStatus.Success, metadata);

    /// <summary>Part of what was asked for.</summary>
    public static Outcome<TResult> Partial(TResult data, ImmutableDictionary<string, string>? metadata = null) =>
        new(data, OperationStatus.Partial, metadata);
#pragma warning restore CA1000

#pragma warning disable CA2225 // Success is the named alternative
    /// <summary>A plain result is a whole result.</summary>
    public static implicit operator Outcome<TResult>(TResult data) => Success(data);
#pragma warning restore CA2225
}
