using SelfLearning.Browser.Tests.Browsing;

namespace SelfLearning.Browser.Tests.Pages;

/// <summary>What holds for every page in every look.</summary>
internal static class Usable
{
    /// <summary>That a page fits into its window and keeps nobody out; keeps a picture of it.</summary>
    /// <param name="visit">The visit, on the page.</param>
    /// <param name="look">What the picture is called.</param>
    public static async Task AssertAsync(Visit visit, string look)
    {
        await visit.ShootAsync(look);
        Assert.Equal((look, ""), (look, string.Join('\n', await visit.OverflowAsync())));
        Assert.Equal((look, ""), (look, string.Join('\n', await AxeCore.ViolationsAsync(visit.Page))));
    }
}
