using SelfLearning.Benchmarks.Workloads.Learning;
using SelfLearning.Learning;

namespace SelfLearning.Benchmarks.Workloads.Durable;

/// <summary>A context whose decisions are made here, as a host makes them from the policy, and judged through the client.</summary>
internal sealed class JudgedContext(IModuleClient client, ModuleDefinition module, string name)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly ContextKey _key = ContextKey.Parse(name);
    private readonly byte[] _signingKey = LearningSilo.Keys.DeriveContextKey(0, module.Name, ContextKey.Parse(name))!;
    private Policy? _policy;
    private long _overloaded;

    /// <summary>How often a feedback was refused because the queue was full.</summary>
    public long Overloaded => Interlocked.Read(ref _overloaded);

    /// <summary>Feedbacks that wait for a learning cycle, when the policy was last fetched.</summary>
    public int Queued { get; private set; }

    /// <summary>Feedbacks learned, when the policy was last fetched.</summary>
    public long Learned { get; private set; }

    /// <summary>Fetches the policy.</summary>
    public async Task RefreshAsync()
    {
        var view = await client.GetPolicyAsync(_key);
        (Queued, Learned) = (view.QueuedFeedbacks, view.LearnedFeedbacks);
        if (_policy?.Version != view.Policy.Version) _policy = Policy.Resolve(view.Policy, module.Parameters);
    }

    /// <summary>Judges one decision; ends when that is on storage.</summary>
    public async Task JudgeAsync(Random random)
    {
        var policy = _policy!;
        var candidate = policy.Choose(random.NextDouble(), random.NextDouble());
        var id = new ResultId(module.Name, _key, TimeProvider.System.GetUtcNow(), random.NextInt64(), policy.Version, candidate, 0, 0).Format(_signingKey);
        var feedback = Feedback.FromQuality(LearningWorld.Quality(policy, candidate, random));
        while (true)
        {
            var receipt = await client.ApplyFeedbackAsync(id, feedback);
            if (receipt is FeedbackReceipt.Accepted or FeedbackReceipt.Duplicate) return;
            if (receipt != FeedbackReceipt.Overloaded)
                throw new InvalidOperationException($"Feedback of policy version {policy.Version} was answered {receipt}; the version now is {(await client.GetPolicyAsync(_key)).Policy.Version}.");
            Interlocked.Increment(ref _overloaded);
            await Task.Delay(Pause);
        }
    }
}
