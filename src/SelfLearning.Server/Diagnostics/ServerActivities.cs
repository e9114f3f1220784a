using System.Diagnostics;

namespace SelfLearning.Server;

/// <summary>
/// The spans of activity source <c>SelfLearning</c>. Like the instruments they never name a context key. While nobody listens none is made and
/// nothing is allocated.
/// </summary>
internal static class ServerActivities
{
    private static readonly ActivitySource Source = new("SelfLearning");

    /// <summary>Whether anybody listens.</summary>
    public static bool IsWatched => Source.HasListeners();

    /// <summary>One run of an in-silo module.</summary>
    public static Activity? Process(string module) => Start("selflearning.process", module);

    /// <summary>One learning cycle, without its write.</summary>
    public static Activity? LearningCycle(string module) => Start("selflearning.learning_cycle", module);

    /// <summary>One group commit: a write that holds the changes of all who wait for it; a child of the first of them, linked to the others.</summary>
    public static Activity? Commit(string module, CommitCauses? causes)
    {
        var activity = causes is null
            ? Source.StartActivity("selflearning.commit")
            : Source.StartActivity("selflearning.commit", ActivityKind.Internal, causes.First, links: causes.Others);
        return activity?.SetTag("module", module);
    }

    /// <summary>Older slots on their way to their segments.</summary>
    public static Activity? Spill(string module) => Start("selflearning.spill", module);

    /// <summary>Metrics on their way to storage and to the catalog.</summary>
    public static Activity? Flush(string module) => Start("selflearning.flush", module);

    /// <summary>One call of the grain storage.</summary>
    /// <param name="operation"><c>read</c>, <c>write</c> or <c>clear</c>.</param>
    /// <param name="grainType">The type of the grain whose record it is.</param>
    /// <param name="record">The record's name.</param>
    public static Activity? Storage(string operation, GrainType grainType, string record) =>
        Source.StartActivity($"selflearning.storage.{operation}")?.SetTag("grain", grainType.ToString()).SetTag("record", record);

    /// <summary>Notes what ended an operation; its message may name a context, so the type has to do.</summary>
    public static void Fail(Activity? activity, Exception exception) =>
        activity?.SetStatus(ActivityStatusCode.Error).SetTag("error.type", exception.GetType().FullName);

    private static Activity? Start(string name, string module) => Source.StartActivity(name)?.SetTag("module", module);
}
