namespace SelfLearning.Web.Dashboard;

/// <summary>What every page has beside its own model.</summary>
internal sealed record PageView
{
    /// <summary>The title of the page, in the window and for screen readers.</summary>
    public required string Title { get; init; }

    /// <summary>What the page shows.</summary>
    public required object Model { get; init; }

    /// <summary>Where the page's other addresses are.</summary>
    public required DashboardPaths Paths { get; init; }

    /// <summary>The way down to the page, the page itself last; empty for the overview.</summary>
    public IReadOnlyList<Crumb> Trail { get; init; } = [];

    /// <summary>Where its event stream is; <c>null</c> for a page that does not change.</summary>
    public string? Stream { get; init; }

    /// <summary>The fingerprint of what is shown, which the event stream is compared with.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>Who looks at it; <c>null</c> where that is not asked.</summary>
    public string? User { get; init; }

    /// <summary>Whether the user has signed in here and can sign out.</summary>
    public bool MaySignOut { get; init; }

    /// <summary>Whether the user may decide.</summary>
    public bool MayDecide { get; init; }

    /// <summary>The antiforgery field of the page's forms.</summary>
    public required FormToken Token { get; init; }

    /// <summary>What has just been done, said once.</summary>
    public string? Notice { get; init; }

    /// <summary>Whether the page draws charts.</summary>
    public bool HasCharts { get; init; }
}
