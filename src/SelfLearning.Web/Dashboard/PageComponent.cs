using System.ComponentModel;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace SelfLearning.Web.Dashboard;

/// <summary>A part of the page. What it shows comes with the request, so that no model is part of the library's public surface.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class PageComponent : ComponentBase
{
    [CascadingParameter]
    private protected HttpContext Http { get; set; } = null!;

    private protected PageView View => Http.Features.Get<PageView>() ?? throw new InvalidOperationException("A part of the page was rendered without its view.");

    private protected DashboardPaths Paths => View.Paths;

    private protected T Model<T>()
        where T : class => (T)View.Model;
}
