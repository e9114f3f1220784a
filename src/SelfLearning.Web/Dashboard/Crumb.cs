namespace SelfLearning.Web.Dashboard;

/// <summary>A step of the way down to a page.</summary>
/// <param name="Text">What it is called.</param>
/// <param name="Address">Where it is.</param>
internal sealed record Crumb(string Text, string Address);
