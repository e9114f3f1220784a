namespace SelfLearning.Web.Dashboard;

/// <summary>A figure with its name.</summary>
internal sealed record Fact(string Name, string Value);
