namespace SelfLearning.Web.Dashboard;

/// <summary>The antiforgery field of a form.</summary>
/// <param name="Name">The name of the field.</param>
/// <param name="Value">Its value.</param>
internal sealed record FormToken(string Name, string Value);
