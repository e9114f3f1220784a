using System.Diagnostics;
using System.Globalization;
using SelfLearning.Contracts;
using SelfLearning.Learning;

namespace SelfLearning.Benchmarks.Workloads.Metrics;

/// <summary>A module with contexts that were active for 30 days, as its catalog knows it.</summary>
internal sealed class ActiveModule
{
    // As many different ones as fit in memory unpacked; each stands for many contexts.
    private const int Different = 50;

    // Among so many contexts there are some of every shard.
    private const int Changed = 200;

    private readonly QuietSilo _silo;
    private readonly string _name;
    private readonly int _contexts;
    private readonly IModuleGrain _module;
    private readonly byte[] _change;
    private long _reports;

    private ActiveModule(QuietSilo silo, string name, int contexts)
    {
        (_silo, _name, _contexts, _module) = (silo, name, contexts, silo.Grains.GetGrain<IModuleGrain>(name));
        var window = new MetricsWindow();
        window.Record(DateTimeOffset.UtcNow, "process", OperationStatus.Success, 100, null);
        _change = window.Save();
    }

    /// <summary>The windows of contexts, in turn.</summary>
    public static MetricsWindow[] Windows(DateTimeOffset now) => [.. Enumerable.Range(0, Different).Select(seed => ThirtyDays.Window(now, seed))];

    /// <summary>Has contexts report what they counted.</summary>
    /// <param name="silo">A silo with the module.</param>
    /// <param name="name">The module's name.</param>
    /// <param name="contexts">How many contexts.</param>
    /// <param name="windows">Their windows, in turn.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public static async Task<ActiveModule> FillAsync(QuietSilo silo, string name, int contexts, MetricsWindow[] windows, CancellationToken cancellationToken)
    {
        var module = new ActiveModule(silo, name, contexts) { _reports = 1 };
        var saved = Array.ConvertAll(windows, window => window.Save());
        await Parallel.ForEachAsync(Enumerable.Range(0, contexts), cancellationToken, async (context, _) => await module.ReportAsync(context, saved[context % saved.Length]));
        return module;
    }

    /// <summary>How long the summary of 30 days takes after something has changed in every shard.</summary>
    public async Task<TimeSpan> SummariseChangedAsync()
    {
        _reports++;
        for (var context = 0; context < Changed; context++) await ReportAsync(context, _change);
        var started = Stopwatch.GetTimestamp();
        var summary = await _module.GetSummaryAsync("30d");
        var elapsed = Stopwatch.GetElapsedTime(started);
        if (summary.TotalOperations < (long)_contexts * ThirtyDays.Count * 0.99) throw new InvalidOperationException($"The summary counts {summary.TotalOperations} operations.");
        return elapsed;
    }

    /// <summary>How long the summary takes while nothing changes.</summary>
    /// <param name="repeats">How often it is asked for.</param>
    public async Task<TimeSpan> SummariseAgainAsync(int repeats)
    {
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < repeats; i++) await _module.GetSummaryAsync("30d");
        return Stopwatch.GetElapsedTime(started) / repeats;
    }

    private Task ReportAsync(int context, byte[] metrics)
    {
        var key = ContextKey.Parse(string.Create(CultureInfo.InvariantCulture, $"context-{context}"));
        var catalog = _silo.Grains.GetGrain<ICatalogGrain>(GrainNames.CatalogGrain(_name, GrainNames.ShardOf(key)));
        return catalog.ReportAsync(new ContextReport(_reports, new ContextInfo(key.Text, ThirtyDays.Count, 0, 0, false, DateTimeOffset.UtcNow), 0, metrics));
    }
}
