namespace SelfLearning.Web.Problems;

/// <summary>A request that cannot be served, with what its sender must know.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="kind">The kind of problem: the last part of the problem's type.</param>
/// <param name="detail">What is wrong, by which rule, and the way out.</param>
/// <param name="field">The member of the body, the query or the path at fault; <c>null</c> where it is none of them.</param>
internal sealed class RequestProblem(int status, string kind, string detail, string? field = null) : Exception(detail)
{
    /// <summary>The HTTP status.</summary>
    public int Status => status;

    /// <summary>The kind of problem.</summary>
    public string Kind => kind;

    /// <summary>The member at fault.</summary>
    public string? Field => @field;

    /// <summary>A member that breaks a rule.</summary>
    public static RequestProblem Invalid(string field, string detail) => new(400, ProblemKind.Invalid, detail, field);
}
