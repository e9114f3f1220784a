namespace SelfLearning.Web.Dashboard.Access;

/// <summary>Marks an endpoint beside the page that takes the page's cookie as well as a key. It must change nothing: no form's token is asked for.</summary>
internal sealed record ForViewers;
