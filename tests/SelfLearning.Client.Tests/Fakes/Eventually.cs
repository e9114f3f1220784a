namespace SelfLearning.Client.Tests.Fakes;

/// <summary>Waits for what happens in the background.</summary>
internal static class Eventually
{
    /// <summary>Ends when a condition holds; fails after a minute.</summary>
    public static async Task HoldsAsync(Func<bool> condition)
    {
        for (var i = 0; !condition(); i++)
        {
            Assert.True(i < 6_000, "It has not happened within a minute.");
            await Task.Delay(10);
        }
    }
}
