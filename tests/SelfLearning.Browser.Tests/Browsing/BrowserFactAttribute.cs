namespace SelfLearning.Browser.Tests.Browsing;

/// <summary>A test in a browser; skipped, with the reason, on a machine without one.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Tools.Missing;
}
