using System.Collections.Immutable;
using SelfLearning.Learning;
using SelfLearning.Tool.Evaluation.Scenarios;

namespace SelfLearning.Tool.Replaying.Simulation;

/// <summary>
/// One module with all its contexts on a simulated clock on which a call comes every second. The learner is the silo's; which value a call
/// gets, and when its feedback comes, follow from the seed and the number of the call alone.
/// </summary>
internal sealed class SimulatedModule
{
    /// <summary>The time of the first call.</summary>
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly BettingStrategy Strategy = new();

    private readonly ModuleDefinition _definition;
    private readonly ImmutableArray<ContextKey> _keys;
    private readonly ulong _seed;
    private readonly int _delay;
    private readonly int _interval;
    private readonly Action<int, LearningCycleReport> _learned;
    private readonly SimulatedPool? _pool;
    private readonly SimulatedContext?[] _contexts;
    private readonly PriorityQueue<(SimulatedDecision Decision, double Feedback), (int At, int Call)> _underWay = new();
    private readonly PriorityQueue<int, (int At, int Context)> _timers = new();

    /// <summary>A module that has had no call.</summary>
    /// <param name="definition">Its parameters and options.</param>
    /// <param name="keys">The keys of its contexts; a context begins with its first call.</param>
    /// <param name="seed">Fixes every choice and delay.</param>
    /// <param name="delay">Feedback comes 0 to so many calls after its call, all equally likely.</param>
    /// <param name="learned">Told the place of the context after each learning cycle.</param>
    public SimulatedModule(
        ModuleDefinition definition, ImmutableArray<ContextKey> keys, ulong seed, int delay, Action<int, LearningCycleReport> learned)
    {
        (_definition, _keys, _seed, _delay, _learned) = (definition.Require(), keys, seed, delay, learned);
        _interval = (int)Math.Ceiling(definition.Options.LearningInterval.TotalSeconds);
        _pool = definition.Options.PoolingStrength > 0 ? new SimulatedPool(definition.Parameters) : null;
        _contexts = new SimulatedContext?[keys.Length];
    }

    /// <summary>The number of the present call, from 0.</summary>
    public int Call { get; private set; }

    private DateTimeOffset Now => Start + TimeSpan.FromSeconds(Call);

    /// <summary>The model of a context; <c>null</c> while it has had no call.</summary>
    public ContextModel? Model(int context) => _contexts[context]?.Model;

    /// <summary>The policy in force in a context, which begins if it has not begun yet.</summary>
    public Policy PolicyOf(int context) => Begun(context).Model.Policy;

    /// <summary>Chooses what the present call gets.</summary>
    public SimulatedDecision Decide(int context)
    {
        var policy = PolicyOf(context);
        return new SimulatedDecision(Call, context, policy, policy.Choose(U(CounterRandom.Explore), U(CounterRandom.Pick)));
    }

    /// <summary>Sends the feedback on the present call's decision on its way.</summary>
    public void Answer(SimulatedDecision decision, double feedback)
    {
        Begun(decision.Context).Expect(decision.Policy.Version);
        _underWay.Enqueue((decision, feedback), (Call + (int)(U(CounterRandom.Delay) * (_delay + 1)), Call));
    }

    /// <summary>Ends the present call: what feedback is there arrives, and intervals that are over end.</summary>
    public void Next()
    {
        while (_underWay.TryPeek(out _, out var arrival) && arrival.At <= Call)
        {
            var (decision, feedback) = _underWay.Dequeue();
            Arrive(decision, feedback);
        }

        while (_timers.TryPeek(out var context, out var timer) && timer.At <= Call)
        {
            _timers.Dequeue();
            if (_contexts[context]!.Tick(Now)) _timers.Enqueue(context, (timer.At + _interval, context));
        }

        Call++;
    }

    private SimulatedContext Begun(int context)
    {
        if (_contexts[context] is { } begun) return begun;
        var model = new ContextModel(_keys[context].Text, _definition, Strategy, null, Now);
        // In its place first: the learning cycle it may begin with is told of it.
        var begins = _contexts[context] = new SimulatedContext(model, _pool, report => _learned(context, report));
        begins.Begin(Now);
        return begins;
    }

    private void Arrive(SimulatedDecision decision, double feedback)
    {
        var context = _contexts[decision.Context]!;
        var id = new ResultId(
            _definition.Name, _keys[decision.Context], Start + TimeSpan.FromSeconds(decision.Call), decision.Call, decision.Policy.Version,
            decision.Candidate, 0, 0);
        context.Receive(
            id, new Feedback { Id = new Guid(decision.Call, 1, 0, new byte[8]), CreatedAt = Now, Source = FeedbackSource.User, Quality = feedback }, Now);
        if (context.HasTimer || context.Model.Ledger.Queue.Count == 0) return;
        context.HasTimer = true;
        _timers.Enqueue(decision.Context, (Call + _interval, decision.Context));
    }

    private double U(ulong stream) => CounterRandom.U(_seed, stream, (ulong)Call);
}
