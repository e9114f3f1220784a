namespace SelfLearning.Tool.Replaying;

/// <summary>How a replay runs.</summary>
/// <param name="Calls">Calls of one run, at least 1.</param>
/// <param name="Seeds">Runs, at least 1.</param>
/// <param name="Seed">The seed of the first run; the others count up from it.</param>
/// <param name="Delay">Feedback comes 0 to so many calls after its call.</param>
/// <param name="Bernoulli">Whether feedback is drawn as 0 or 1.</param>
/// <param name="Threads">Runs at the same time, at least 1; results do not depend on it.</param>
/// <param name="Module">How the module learns.</param>
internal sealed record ReplayOptions(int Calls, int Seeds, int Seed, int Delay, bool Bernoulli, int Threads, ModuleOptions Module)
{
    /// <summary>The name of the replayed module, which only result ids see.</summary>
    public const string ModuleName = "replay";
}
