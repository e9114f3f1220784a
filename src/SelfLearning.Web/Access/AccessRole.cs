namespace SelfLearning.Web;

/// <summary>What a caller of the HTTP API or a viewer of the page may do. One may have several; none includes another.</summary>
public enum AccessRole
{
    /// <summary>Reads: modules, contexts, metrics, feedback, adaptations, policies, exports.</summary>
    Reader,

    /// <summary>Runs operations and gives feedback.</summary>
    Caller,

    /// <summary>Decides: approves, rejects, rolls back, suggests, pins, changes options and definitions, resets and deletes.</summary>
    Operator,
}
