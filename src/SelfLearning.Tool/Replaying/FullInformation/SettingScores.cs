using System.Collections.Concurrent;

namespace SelfLearning.Tool.Replaying.FullInformation;

/// <summary>The truth of the data: the mean expected feedback of settings, per context and over all, and what the alternatives earn on each item.</summary>
internal sealed class SettingScores
{
    private readonly CellTable _table;
    private readonly bool _bernoulli;
    private readonly double[][] _sums;
    private readonly ItemScore[] _items;
    private readonly ConcurrentDictionary<(int Context, string Setting), double> _unmeasured = new();

    private SettingScores(CellTable table, bool bernoulli)
    {
        (_table, _bernoulli) = (table, bernoulli);
        _sums = new double[table.Contexts.Length][];
        _items = new ItemScore[table.Items];
        BestOf = new int[table.Contexts.Length];
    }

    /// <summary>The number of the setting that is best over all items; of equally good ones the first in the file.</summary>
    public int BestFixed { get; private set; }

    /// <summary>For each context the number of the setting that is best for its items.</summary>
    public int[] BestOf { get; }

    /// <summary>Scores all settings of a table.</summary>
    /// <param name="table">The data.</param>
    /// <param name="bernoulli">Whether feedback is drawn from a cell's mean.</param>
    /// <param name="parallel">How many threads, and what ends the work.</param>
    public static SettingScores Of(CellTable table, bool bernoulli, ParallelOptions parallel)
    {
        var scores = new SettingScores(table, bernoulli);
        // A context is one thread's, so that sums are the same on many threads.
        Parallel.For(0, table.Contexts.Length, parallel, context => scores.Sum(context, parallel.CancellationToken));
        var total = new double[table.Settings.Count];
        foreach (var sums in scores._sums)
            for (var setting = 0; setting < total.Length; setting++) total[setting] += sums[setting];
        scores.BestFixed = Best(total);
        Parallel.For(0, table.Contexts.Length, parallel, scores.ScoreItems);
        return scores;
    }

    /// <summary>What the alternatives earn on an item.</summary>
    public ref readonly ItemScore this[int item] => ref _items[item];

    /// <summary>The mean expected feedback of a setting over the items of a context, those that lack it served by their nearest.</summary>
    public double MeanOf(int context, ReadOnlySpan<int> setting)
    {
        var items = _table.ItemsOf[context];
        if (_table.Settings.Find(setting) is var number and >= 0) return _sums[context][number] / items.Count;
        var key = (context, SettingIndex.Key(setting));
        if (_unmeasured.TryGetValue(key, out var mean)) return mean;
        foreach (var item in items) mean += _table.Serve(item, setting, out _).Expected(_bernoulli);
        return _unmeasured[key] = mean / items.Count;
    }

    private void Sum(int context, CancellationToken cancellationToken)
    {
        var sums = _sums[context] = new double[_table.Settings.Count];
        foreach (var item in _table.ItemsOf[context])
        {
            cancellationToken.ThrowIfCancellationRequested();
            var uniform = 0.0;
            if (_table.CellsOf(item).Length == sums.Length)
            {
                foreach (var cell in _table.CellsOf(item)) uniform += Take(sums, cell.Setting, cell);
            }
            else
            {
                for (var setting = 0; setting < sums.Length; setting++) uniform += Take(sums, setting, _table.Serve(item, _table.Settings[setting], out _));
            }

            _items[item] = _items[item] with { Uniform = uniform / sums.Length };
        }

        BestOf[context] = Best(sums);
    }

    private double Take(double[] sums, int setting, in Cell cell)
    {
        var expected = cell.Expected(_bernoulli);
        sums[setting] += expected;
        return expected;
    }

    private void ScoreItems(int context)
    {
        var bestFixed = _table.Settings[BestFixed];
        var best = _table.Settings[BestOf[context]];
        foreach (var item in _table.ItemsOf[context])
        {
            var oracle = 0.0;
            foreach (var cell in _table.CellsOf(item)) oracle = Math.Max(oracle, cell.Expected(_bernoulli));
            _items[item] = _items[item] with
            {
                Never = _table.Serve(item, _table.Default.AsSpan(), out _).Expected(_bernoulli),
                BestFixed = _table.Serve(item, bestFixed, out _).Expected(_bernoulli),
                BestPerContext = _table.Serve(item, best, out _).Expected(_bernoulli),
                Oracle = oracle,
            };
        }
    }

    private static int Best(double[] sums)
    {
        var best = 0;
        for (var setting = 1; setting < sums.Length; setting++)
            if (sums[setting] > sums[best]) best = setting;
        return best;
    }
}
