namespace SelfLearning;

/// <summary>What a caller may say about one call of an in-silo module.</summary>
public sealed record ProcessOptions
{
    /// <summary>The longest operation id and operation name, in characters.</summary>
    public const int MaximumLength = 100;

    /// <summary>The name an operation has in the metrics when it is given none.</summary>
    public const string DefaultOperation = OperationOutcome.DefaultOperation;

    /// <summary>
    /// The caller's own id of the call, 1 to 100 characters, or <c>null</c>. A repeat with the same id that finds the operation
    /// running, or remembered, gets its result and does not run the module a second time. Remembered are the last 256 of a context, for 5 minutes, while its
    /// activation lives and up to 64 MB of replies in a silo; after that a repeat runs the module again.
    /// </summary>
    public string? OperationId { get; init; }

    /// <summary>
    /// The operation's name in the metrics, 1 to 100 characters. Use few names: beyond 32 in a context the rest counts as <c>other</c>.
    /// </summary>
    public string Operation { get; init; } = DefaultOperation;

    /// <summary>Checks the lengths.</summary>
    /// <exception cref="ModuleProcessingException">A text is empty or too long; the message names it.</exception>
    internal ProcessOptions Require(string module)
    {
        if (OperationId is { Length: 0 or > MaximumLength })
            throw Wrong(module, $"ProcessOptions.OperationId has {OperationId.Length} characters; it has 1 to {MaximumLength}, or is null", "operationId");
        RequireOperation(module, Operation, $"{nameof(ProcessOptions)}.{nameof(Operation)}");
        return this;
    }

    /// <summary>Checks an operation's name.</summary>
    internal static string RequireOperation(string module, string? name, string member) => name is { Length: > 0 and <= MaximumLength }
        ? name
        : throw Wrong(module, $"{member} has {name?.Length ?? 0} characters; an operation's name has 1 to {MaximumLength}", "operation");

    private static ModuleProcessingException Wrong(string module, string what, string field) =>
        new($"Module '{module}': {what}.") { Module = module, Reason = FailureReason.Invalid, Field = field };
}
