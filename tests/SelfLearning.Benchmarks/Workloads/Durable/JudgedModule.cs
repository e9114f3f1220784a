using SelfLearning.Benchmarks.Comparing;
using SelfLearning.Benchmarks.Workloads.Learning;

namespace SelfLearning.Benchmarks.Workloads.Durable;

/// <summary>Some contexts that callers judge as fast as they are answered.</summary>
internal sealed class JudgedModule
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(500);

    private readonly JudgedContext[] _contexts;
    private readonly Random[] _random = [.. Enumerable.Range(0, Callers).Select(seed => new Random(seed))];

    private JudgedModule(JudgedContext[] contexts) => _contexts = contexts;

    /// <summary>How many call at a time.</summary>
    public const int Callers = 256;

    /// <summary>How often a feedback was refused because a queue was full.</summary>
    public long Overloaded => _contexts.Sum(context => context.Overloaded);

    /// <summary>Feedbacks learned.</summary>
    public long Learned => _contexts.Sum(context => context.Learned);

    /// <summary>Registers a module of three parameters.</summary>
    public static async Task<JudgedModule> RegisterAsync(LearningSilo silo, string name, int contexts)
    {
        var module = LearningWorld.Module(name, 3);
        var client = silo.Client.GetModule(name);
        await client.RegisterAsync(module);
        var judged = new JudgedModule([.. Enumerable.Range(0, contexts).Select(context => new JudgedContext(client, module, $"c{context}"))]);
        await judged.RefreshAsync();
        return judged;
    }

    /// <summary>Judges for some time.</summary>
    /// <returns>How many feedbacks are on storage.</returns>
    public async Task<long> JudgeAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var refreshing = KeepFreshAsync(ended.Token);
        var count = await Load.RunAsync(Callers, duration, caller => _contexts[caller % _contexts.Length].JudgeAsync(_random[caller]), cancellationToken);
        await ended.CancelAsync();
        await refreshing;
        return count;
    }

    /// <summary>Ends when no context has a cycle's worth of feedback waiting.</summary>
    public async Task RestAsync()
    {
        do await RefreshAsync();
        while (_contexts.Any(context => context.Queued >= 10));
    }

    private async Task KeepFreshAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await RefreshAsync();
            await Task.Delay(Refresh, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Task RefreshAsync() => Task.WhenAll(_contexts.Select(context => context.RefreshAsync()));
}
