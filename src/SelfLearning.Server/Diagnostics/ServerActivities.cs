using System.Diagnostics;

namespace SelfLearning.Server;

/// <summary>The traces of activity source <c>SelfLearning</c>. Like the instruments they never name a context key.</summary>
internal static class ServerActivities
{
    private static readonly ActivitySource Source = new("SelfLearning");

    /// <summary>One run of an in-silo module.</summary>
    public static Activity? Process(string module) => Start("selflearning.process", module);

    /// <summary>One learning cycle, its write included.</summary>
    public static Activity? LearningCycle(string module) => Start("selflearning.learning_cycle", module);

    private static Activity? Start(string name, string module)
    {
        var activity = Source.StartActivity(name);
        activity?.SetTag("module", module);
        return activity;
    }
}
