namespace SelfLearning.Contracts;

/// <summary>A call of an in-silo module.</summary>
/// <param name="Input">The request.</param>
/// <param name="OperationId">
/// The caller's own id of the call, at most 100 characters, or <c>null</c>. A repeat that finds the operation running, or remembered,
/// gets its result and does not run it again. Remembered are the last 256 of a context, for 5 minutes, while its activation lives and up to 64 MB of replies
/// in a silo; after that a repeat runs the module again.
/// </param>
/// <param name="Operation">The operation's name in the metrics.</param>
[Immutable, Alias("selflearning.process-request")]
public sealed record ProcessRequest(Payload Input, string? OperationId, string Operation)
{
    /// <summary>
    /// Names this call, so that its sender can cancel it, and wait for it anew when the silo that took it has gone; empty for a call of
    /// which its sender will do neither.
    /// </summary>
    public Guid Call { get; init; }
}
