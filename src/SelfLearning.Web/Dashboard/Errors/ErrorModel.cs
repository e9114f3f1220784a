namespace SelfLearning.Web.Dashboard.Errors;

/// <summary>What the page of an error shows.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">What happened, in a few words.</param>
/// <param name="Detail">What is wrong, by which rule, and the way out.</param>
/// <param name="TraceId">By which the host's log is searched.</param>
/// <param name="MayPass">Whether the same address may be opened with success later.</param>
/// <param name="Context">The page of the context in which something was to be done; <c>null</c> where a page was only to be shown.</param>
internal sealed record ErrorModel(int Status, string Title, string Detail, string TraceId, bool MayPass, string? Context);
