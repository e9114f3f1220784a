namespace SelfLearning.Server;

/// <summary>
/// Ends calls whose time has passed, with one timer for all calls of the silo that have the same time: a timer of its own would cost each
/// call more than its place in a queue. Safe for concurrent use.
/// </summary>
internal sealed class Deadlines(TimeProvider time)
{
    // What a timer of the system is exact to; one that comes early is set anew.
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<TimeSpan, Queue> _queues = [];

    /// <summary>How many calls are watched.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _queues.Values.Sum(queue => queue.Count);
        }
    }

    /// <summary>Watches a call until <see cref="Remove"/>; it expires once.</summary>
    /// <param name="call">The call.</param>
    /// <param name="allowed">The time it may take.</param>
    /// <param name="started">The timestamp of its start.</param>
    public void Add(RunningCall call, TimeSpan allowed, long started)
    {
        lock (_lock)
        {
            if (!_queues.TryGetValue(allowed, out var queue)) _queues.Add(allowed, queue = new Queue(this, allowed));
            queue.Add(call, started);
        }
    }

    /// <summary>Watches a call no longer.</summary>
    public void Remove(RunningCall call)
    {
        lock (_lock) (call.Place?.List as Queue)?.Remove(call);
    }

    // Calls that may take as long end in the order they began.
    private sealed class Queue(Deadlines owner, TimeSpan allowed) : LinkedList<RunningCall>
    {
        private ITimer? _timer;
        private bool _isSet;

        public void Add(RunningCall call, long started)
        {
            call.Started = started;
            // A module that first waits after a while comes after calls that began later.
            var before = Last;
            while (before is not null && before.Value.Started > started) before = before.Previous;
            call.Place = before is null ? AddFirst(call) : AddAfter(before, call);
            if (before is null || !_isSet) Set();
        }

        public new void Remove(RunningCall call)
        {
            base.Remove(call.Place!);
            call.Place = null;
        }

        private void Set()
        {
            _isSet = First is not null;
            if (First is null) return;
            var rest = allowed - owner.Elapsed(First.Value);
            if (rest < Shortest) rest = Shortest;
            if (_timer is not null)
            {
                _timer.Change(rest, Timeout.InfiniteTimeSpan);
                return;
            }

            // What flows with the call that needs the timer first is not for the others.
            using (ExecutionContext.SuppressFlow())
                _timer = owner.NewTimer(static queue => ((Queue)queue!).Expire(), this, rest);
        }

        private void Expire()
        {
            var expired = new List<RunningCall>();
            lock (owner._lock)
            {
                while (First is { } first && owner.Elapsed(first.Value) >= allowed)
                {
                    expired.Add(first.Value);
                    Remove(first.Value);
                }

                Set();
            }

            foreach (var call in expired) call.Expire();
        }
    }

    private TimeSpan Elapsed(RunningCall call) => time.GetElapsedTime(call.Started);

    private ITimer NewTimer(TimerCallback callback, object state, TimeSpan due) => time.CreateTimer(callback, state, due, Timeout.InfiniteTimeSpan);
}
