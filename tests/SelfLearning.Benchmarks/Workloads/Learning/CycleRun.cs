using System.Diagnostics;
using SelfLearning.Learning;

namespace SelfLearning.Benchmarks.Workloads.Learning;

/// <summary>A context that goes on learning: decisions are made and judged untimed, then their cycle is timed.</summary>
internal sealed class CycleRun
{
    private static readonly DateTimeOffset Start = new(2026, 3, 4, 10, 0, 30, TimeSpan.Zero);

    private readonly Random _random = new(7);
    private readonly ContextModel _model;
    private readonly int _feedbacks;
    private DateTimeOffset _now = Start;
    private long _ticks;
    private long _bytes;
    private long _learned;

    /// <summary>A context with a past.</summary>
    /// <param name="module">Its module.</param>
    /// <param name="feedbacks">How many feedbacks a cycle takes in.</param>
    /// <param name="past">How many feedbacks it has learned before anything is timed.</param>
    public CycleRun(ModuleDefinition module, int feedbacks, int past = 3_000)
    {
        _feedbacks = feedbacks;
        module = module with { Options = module.Options with { MaximumFeedbackPerCycle = feedbacks } };
        _model = new ContextModel("folk", module, new BettingStrategy(), null, _now);
        while (_learned < past) Step();
        Restart();
    }

    /// <summary>Microseconds a feedback, since the last <see cref="Restart"/>.</summary>
    public double Microseconds => _ticks * 1e6 / Stopwatch.Frequency / _learned;

    /// <summary>Bytes allocated a feedback, since the last <see cref="Restart"/>.</summary>
    public double Bytes => (double)_bytes / _learned;

    /// <summary>Begins to count anew.</summary>
    public void Restart() => (_ticks, _bytes, _learned) = (0, 0, 0);

    /// <summary>Runs cycles for some time.</summary>
    public void Run(TimeSpan duration)
    {
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < duration;) Step();
    }

    private void Step()
    {
        for (var i = 0; i < _feedbacks; i++) Judge();
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var started = Stopwatch.GetTimestamp();
        var report = _model.RunCycle(_now);
        var record = _model.Save();
        _ticks += Stopwatch.GetTimestamp() - started;
        _bytes += GC.GetAllocatedBytesForCurrentThread() - bytes;
        _learned += report.Feedbacks;
        Written(record);
    }

    private void Judge()
    {
        _now += TimeSpan.FromMilliseconds(100);
        var policy = _model.Policy;
        var candidate = policy.Choose(_random.NextDouble(), _random.NextDouble());
        var id = new ResultId("lyrics", ContextKey.Default, _now, _random.NextInt64(), policy.Version, candidate, 0, 0);
        var feedback = new Feedback { CreatedAt = _now, Source = FeedbackSource.User, Quality = LearningWorld.Quality(policy, candidate, _random) };
        if (_model.Receive(id, feedback, [], _now) != FeedbackReceipt.Accepted) throw new InvalidOperationException("The feedback was not accepted.");
    }

    // What the grain does around a cycle: the metrics take the qualities in, and what is old moves to segments.
    private void Written(LearningRecord record)
    {
        _model.SettleMovements(record.Cycle);
        if (_model.PlanSpill(_now) is not { } batch) return;
        foreach (var hour in batch.Hours) _model.Spilled(hour, 1, hour.Slots.Length);
        foreach (var hour in batch.Expired) _model.Ledger.Hours.Remove(hour);
    }
}
