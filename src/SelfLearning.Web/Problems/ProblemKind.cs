namespace SelfLearning.Web.Problems;

/// <summary>The kinds of problems; with <c>urn:selflearning:problem:</c> in front each is the type of a problem.</summary>
internal static class ProblemKind
{
    public const string Invalid = "invalid";
    public const string Unauthenticated = "unauthenticated";
    public const string Forbidden = "forbidden";
    public const string NotFound = "not-found";
    public const string Conflict = "conflict";
    public const string PreconditionFailed = "precondition-failed";
    public const string TooLarge = "too-large";
    public const string UnsupportedMediaType = "unsupported-media-type";
    public const string TooManyRequests = "too-many-requests";
    public const string ModuleFailed = "module-failed";
    public const string Unavailable = "unavailable";
    public const string Unexpected = "unexpected";

    /// <summary>What every problem of a kind has in common, in a few words.</summary>
    public static string TitleOf(string kind) => kind switch
    {
        Invalid => "The request breaks a rule.",
        Unauthenticated => "The request does not say who is calling.",
        Forbidden => "The caller may not do this.",
        NotFound => "There is no such thing.",
        Conflict => "The state has changed or does not allow this.",
        PreconditionFailed => "The condition of the request does not hold.",
        TooLarge => "The request is too large.",
        UnsupportedMediaType => "The body is not JSON.",
        TooManyRequests => "There are too many requests.",
        ModuleFailed => "The module failed.",
        Unavailable => "The service cannot do this now.",
        _ => "Something went wrong here.",
    };
}
