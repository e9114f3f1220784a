using System.Text.Json;

namespace SelfLearning.Web;

/// <summary>A call of a module that runs in the silo.</summary>
public sealed record ProcessBody
{
    /// <summary>The request, as the module reads it.</summary>
    public required JsonElement Input { get; init; }

    /// <summary>
    /// The caller's own id of the call, 1 to 100 characters: a repeat with the same one, also in the header Idempotency-Key, that finds the
    /// operation running, or remembered, gets its result and does not run the module again. Remembered are the last 256 of a context, for 5 minutes, while its
    /// activation lives and up to 64 MB of replies in a silo; after that a repeat runs the module again.
    /// </summary>
    public string? OperationId { get; init; }

    /// <summary>The operation's name in the metrics, 1 to 100 characters; <c>process</c> unless given.</summary>
    public string? Operation { get; init; }
}
