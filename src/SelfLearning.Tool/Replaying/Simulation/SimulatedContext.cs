using SelfLearning.Learning;

namespace SelfLearning.Tool.Replaying.Simulation;

/// <summary>
/// One context as a silo runs it: the real <see cref="ContextModel"/>, with the silo's rules for when a learning cycle runs. Times are counted
/// in calls.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="pool">The module's pool; <c>null</c> where contexts learn on their own.</param>
/// <param name="learned">Told after each learning cycle.</param>
internal sealed class SimulatedContext(ContextModel model, SimulatedPool? pool, Action<LearningCycleReport> learned)
{
    // Decisions whose feedback is on its way, by policy version.
    private readonly Dictionary<long, int> _underWay = [];
    private bool _isQuiet;

    /// <summary>The model.</summary>
    public ContextModel Model => model;

    /// <summary>Whether an interval is running: feedback starts one, and another follows while anything is queued at its end.</summary>
    public bool HasTimer { get; set; }

    /// <summary>Begins: with what other contexts have learned, where there is anything.</summary>
    public void Begin(DateTimeOffset now)
    {
        model.Pool = pool?.View(now);
        if (model.CanInherit) RunCycle(now);
    }

    /// <summary>Says that feedback for a policy version will come.</summary>
    public void Expect(long version) => _underWay[version] = _underWay.GetValueOrDefault(version) + 1;

    /// <summary>Takes a feedback; ten that wait are learned at once.</summary>
    public void Receive(ResultId id, Feedback feedback, DateTimeOffset now)
    {
        if (--_underWay[id.PolicyVersion] == 0) _underWay.Remove(id.PolicyVersion);
        if (model.Receive(id, feedback, [], now) is not FeedbackReceipt.Accepted and var receipt)
            throw new InvalidOperationException($"Feedback on call {id.Token} was answered {receipt}, although every call has one feedback and it is in time.");
        _isQuiet = false;
        Learn(0, now);
    }

    /// <summary>The interval has passed: learns what waits, if it is enough or nothing was added in a whole interval.</summary>
    /// <returns>Whether another interval begins.</returns>
    public bool Tick(DateTimeOffset now)
    {
        var isDue = model.Ledger.Queue.Count >= model.Options.MinimumFeedback || _isQuiet;
        _isQuiet = true;
        if (isDue) Learn(1, now);
        return HasTimer = model.Ledger.Queue.Count > 0;
    }

    private void Learn(int atLeast, DateTimeOffset now)
    {
        for (var cycles = 0; model.Ledger.Queue.Count is var queued and > 0 && (queued >= ContextModel.PromptCycle || cycles < atLeast); cycles++)
            RunCycle(now);
    }

    private void RunCycle(DateTimeOffset now)
    {
        model.Pool = pool?.View(now);
        var report = model.RunCycle(now);
        // What a silo does after the write: metrics and the pool are told, and what is old leaves the record.
        model.SettleMovements(model.Cycle);
        pool?.Hear(model.PoolOutbox);
        Spill(now);
        learned(report);
    }

    // No segments are kept: a policy version stays while feedback for it is under way, and no decision is judged twice.
    private void Spill(DateTimeOffset now)
    {
        if (model.PlanSpill(now) is not { } batch) return;
        var needed = _underWay.Keys.DefaultIfEmpty(long.MaxValue).Min();
        foreach (var hour in batch.Hours)
        {
            var spill = hour with { Policies = [.. hour.Policies.Where(policy => policy.Version < needed)] };
            if (!spill.Slots.IsEmpty || !spill.Policies.IsEmpty) model.Spilled(spill, 1, spill.Slots.Length);
        }

        foreach (var hour in batch.Expired.Concat(batch.GivenUp)) model.Ledger.Hours.Remove(hour);
    }
}
