using SelfLearning.Learning;
using SelfLearning.Tool.Evaluation.Scenarios;
using SelfLearning.Tool.Evaluation.Simulations;

namespace SelfLearning.Tool.Evaluation.Pooling;

/// <summary>One of many contexts: feedback waits for the next learning cycle, and what is learned is told to the others.</summary>
internal sealed class PlayedContext(World world, ulong seed, ModuleOptions options)
{
    private readonly StrategyContext _context = new(world, seed, new BettingStrategy(), options);
    private readonly Queue<(Served Served, double Quality)> _queue = [];

    /// <summary>The calls so far.</summary>
    public int Calls { get; private set; }

    /// <summary>Whether feedback waits for a learning cycle.</summary>
    public bool HasFeedback => _queue.Count > 0;

    /// <summary>Decides what the next call gets.</summary>
    public Served Serve() => _context.Serve(Calls++);

    /// <summary>Queues the quality of a call.</summary>
    public void Receive(in Served served, double quality) => _queue.Enqueue((served, quality));

    /// <summary>Learns the feedback that arrived first; <c>false</c> when none waits.</summary>
    public bool LearnNext(PoolSnapshot? pool)
    {
        if (!_queue.TryDequeue(out var next)) return false;
        _context.Pool = pool;
        _context.Learn(next.Served, next.Quality);
        return true;
    }

    /// <summary>What it has learned since it was last asked.</summary>
    public PoolEvidence? TakeEvidence() => _context.Learner.TakeEvidence();

    /// <summary>Ends a learning cycle: adapts if that is due, and plans the next trials.</summary>
    public Change? Decide(PoolSnapshot? pool)
    {
        _context.Pool = pool;
        return _context.EndCycle();
    }
}
