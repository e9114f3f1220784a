namespace SelfLearning.Web.Dashboard;

/// <summary>Marks an endpoint of the page.</summary>
/// <param name="Depth">The segments of its path below the root of the page.</param>
internal sealed record DashboardRoute(int Depth);
