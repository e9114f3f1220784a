using System.Text.Json;

namespace SelfLearning.Web;

/// <summary>A call of a module that runs in the silo.</summary>
public sealed record ProcessBody
{
    /// <summary>The request, as the module reads it.</summary>
    public required JsonElement Input { get; init; }

    /// <summary>
    /// The caller's own id of the call, 1 to 100 characters: a repeat with the same one, also in the header Idempotency-Key, gets the
    /// result of the first and does not run the module again.
    /// </summary>
    public string? OperationId { get; init; }

    /// <summary>The operation's name in the metrics, 1 to 100 characters; <c>process</c> unless given.</summary>
    public string? Operation { get; init; }
}
