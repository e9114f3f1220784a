namespace SelfLearning.Web.Dashboard.Errors;

/// <summary>What the page of an error shows.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">What happened, in a few words.</param>
/// <param name="Detail">What is wrong, by which rule, and the way out.</param>
/// <param name="TraceId">By which the host's log is searched.</param>
/// <param name="MayPass">Whether the same request may succeed later.</param>
internal sealed record ErrorModel(int Status, string Title, string Detail, string TraceId, bool MayPass);
