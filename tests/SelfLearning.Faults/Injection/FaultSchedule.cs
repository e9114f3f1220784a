namespace SelfLearning.Faults.Injection;

/// <summary>One fault after the other, each measured until every context answers again.</summary>
internal sealed class FaultSchedule(IReadOnlyList<Fault> faults, Scene scene, Action<string> report)
{
    // A fault and the calm after it take about this long.
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(35);
    private static readonly TimeSpan LongestRecovery = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(3);

    private readonly List<FaultRecord> _records = [];

    /// <summary>What has happened so far.</summary>
    public IReadOnlyList<FaultRecord> Records => _records;

    /// <summary>Goes through all kinds in an order of chance, and again, until there is no time for another one.</summary>
    /// <param name="until">The end, by the clock of the load.</param>
    /// <param name="cancellationToken">Ends it in the middle of a fault.</param>
    public async Task RunAsync(TimeSpan until, CancellationToken cancellationToken)
    {
        await scene.CalmAsync(LongestRecovery, cancellationToken);
        while (true)
        {
            foreach (var fault in faults.OrderBy(_ => scene.Random.Next()).ToList())
            {
                if (_records.Count > 0 && scene.Load.Calls.Now + Usual > until) return;
                await scene.WaitAsync(Between, cancellationToken);
                await MeasureAsync(fault, cancellationToken);
            }
        }
    }

    private async Task MeasureAsync(Fault fault, CancellationToken cancellationToken)
    {
        var (calls, feedbacks) = (scene.Load.Calls, scene.Load.Feedbacks);
        var (calledAt, sentAt) = (calls.Now, feedbacks.Now);
        report($"{fault.Kind} ...");
        var done = await fault.InjectAsync(scene, cancellationToken);
        var isWhole = await scene.CalmAsync(LongestRecovery, cancellationToken);
        var record = new FaultRecord(
            fault.Kind,
            Availability.Outage.Longest(calls.Since(calledAt), calledAt, calls.Now),
            Availability.Outage.Longest(feedbacks.Since(sentAt), sentAt, feedbacks.Now),
            isWhole);
        _records.Add(record);
        report(FormattableString.Invariant(
            $"{done}: calls unavailable for {record.Unavailable.TotalSeconds:0.0} s, feedback for {record.FeedbackUnavailable.TotalSeconds:0.0} s{(isWhole ? "" : "; NOT WHOLE after a minute")}"));
    }
}
