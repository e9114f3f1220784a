namespace SelfLearning.Web;

/// <summary>
/// The names of the authorization policies that guard what this library maps. A host with an authentication of its own gives its users
/// roles (claims of type <see cref="RoleClaim"/>), which open the page; for the API, which takes keys alone, it defines policies of its own
/// under these names after <c>AddSelfLearningWeb</c>.
/// </summary>
public static class AccessPolicies
{
    /// <summary>For what <see cref="AccessRole.Reader"/> may do.</summary>
    public const string Reader = "SelfLearning.Reader";

    /// <summary>For what <see cref="AccessRole.Caller"/> may do.</summary>
    public const string Caller = "SelfLearning.Caller";

    /// <summary>For what <see cref="AccessRole.Operator"/> may do.</summary>
    public const string Operator = "SelfLearning.Operator";

    /// <summary>The type of the claim that gives a role; its values are <c>reader</c>, <c>caller</c> and <c>operator</c>.</summary>
    public const string RoleClaim = "selflearning:role";

    /// <summary>The type of the claims that bind a user to modules; a user without one may use all.</summary>
    public const string ModuleClaim = "selflearning:module";

    /// <summary>The authentication scheme of API keys.</summary>
    public const string ApiKeyScheme = "SelfLearning.ApiKey";

    /// <summary>The policy of a role.</summary>
    internal static string Of(AccessRole role) => role switch
    {
        AccessRole.Reader => Reader,
        AccessRole.Caller => Caller,
        _ => Operator,
    };

    /// <summary>The value of the claim of a role.</summary>
    internal static string ClaimOf(AccessRole role) => role switch
    {
        AccessRole.Reader => "reader",
        AccessRole.Caller => "caller",
        _ => "operator",
    };
}
