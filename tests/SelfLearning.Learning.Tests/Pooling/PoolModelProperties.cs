using FsCheck.Xunit;

namespace SelfLearning.Learning.Tests.Pooling;

[Properties(Replay = "20260101,7")]
public class PoolModelProperties
{
    private static readonly string[] Values = ["plain", "warm", "bold", "cold"];

    [Property]
    public bool Capitals_stay_bounded_whatever_is_reported((byte A, byte B)[] reports)
    {
        var pool = new PoolModel();
        foreach (var report in Reports(reports)) pool.Apply(0, report);
        return pool.Pairs.Values.All(pair => pair.Logs.All(log => log >= -Gamblers.Floor && log <= PoolModel.MostCapital));
    }

    [Property]
    public bool Sums_of_real_bets_keep_every_capital_where_the_cap_leaves_it((sbyte Surprise, byte Count)[] reports)
    {
        var (pool, number, growth) = (new PoolModel(), 0, new double[Gamblers.Count]);
        foreach (var (surprise, count) in reports)
        {
            Gamblers.Growth(surprise / 128.0, growth);
            pool.Apply(0, new PoolReport(++number, PoolSamples.Evidence("plain", "warm", [.. growth.Select(log => log * count)])));
        }

        return pool.Pairs.Values.All(pair => pair.Logs.All(log => log >= -Gamblers.Floor && log < 8));
    }

    [Property]
    public bool A_report_that_comes_again_changes_nothing((byte A, byte B)[] reports, byte again)
    {
        var pool = new PoolModel();
        var all = Reports(reports).ToArray();
        foreach (var report in all) pool.Apply(report.Number % 2 == 0 ? 1 : 0, report);
        var before = pool.Save();
        foreach (var report in all.Where(report => report.Number <= again))
            if (pool.Apply(report.Number % 2 == 0 ? 1 : 0, report)) return false;
        return before.SequenceEqual(pool.Save());
    }

    [Property]
    public bool The_order_of_reports_on_different_pairs_does_not_matter((byte A, byte B)[] reports, int order)
    {
        // Of each pair one report; the mean does depend on the order, so there is no feedback.
        var some = reports.Select(r => PoolSamples.Evidence(Values[r.A % 4], $"{r.B}", PoolSamples.Any(r.A, r.B)))
            .DistinctBy(evidence => evidence.Pairs.Keys.Single()).ToArray();
        var shuffled = some.ToArray();
        new Random(order).Shuffle(shuffled);
        return Apply(some).Pairs.OrderBy(p => p.Key, PoolPair.Order).Zip(Apply(shuffled).Pairs.OrderBy(p => p.Key, PoolPair.Order))
            .All(pair => pair.First.Key == pair.Second.Key && pair.First.Value.Logs.SequenceEqual(pair.Second.Value.Logs));
    }

    [Property]
    public bool Evidence_added_up_on_its_way_counts_as_if_it_had_come_at_once((byte A, byte B)[] reports)
    {
        // Far from floor and cap, which are applied to each report.
        var small = reports.Take(20).Select(r => PoolSamples.Evidence(Values[r.A % 4], $"{r.B % 3}", [.. PoolSamples.Any(r.A, r.B).Select(log => log / 200)])).ToArray();
        var sums = new PoolEvidence();
        foreach (var evidence in small) sums.Merge(evidence);
        var (single, together) = (Apply(small), Apply([PoolEvidence.Load(sums.Save())]));
        return single.Pairs.Count == together.Pairs.Count && single.Pairs.All(pair =>
            pair.Value.Contexts == together.Pairs[pair.Key].Contexts
            && pair.Value.Logs.Zip(together.Pairs[pair.Key].Logs).All(logs => Math.Abs(logs.First - logs.Second) < 1e-9));
    }

    [Property]
    public bool Saving_and_reading_in_the_middle_changes_nothing((byte A, byte B)[] reports, byte every)
    {
        var (kept, read) = (new PoolModel(), new PoolModel());
        foreach (var report in Reports(reports))
        {
            kept.Apply(3, report);
            read.Apply(3, new PoolReport(report.Number, PoolEvidence.Load(report.Evidence.Save())));
            if (report.Number % (1 + (every % 5)) == 0) read = PoolModel.Load(read.Save());
        }

        return kept.Save().SequenceEqual(read.Save());
    }

    [Property]
    public bool Feedback_at_once_moves_the_mean_as_one_by_one((ushort Count, byte Mean)[] reports)
    {
        var (single, together) = (new PoolModel(), new PoolModel());
        var (number, one) = (0, 0);
        foreach (var (count, mean) in reports.Take(8))
        {
            var feedbacks = count % 900;
            for (var i = 0; i < feedbacks; i++) single.Apply(0, new PoolReport(++one, new PoolEvidence(1, mean / 255.0)));
            together.Apply(0, new PoolReport(++number, new PoolEvidence(feedbacks, feedbacks * (mean / 255.0))));
        }

        return single.Feedbacks == together.Feedbacks && Math.Abs((single.Mean ?? -1) - (together.Mean ?? -1)) < 1e-9;
    }

    private static PoolModel Apply(IEnumerable<PoolEvidence> evidence)
    {
        var (pool, number) = (new PoolModel(), 0);
        foreach (var one in evidence) pool.Apply(0, new PoolReport(++number, one));
        return pool;
    }

    private static IEnumerable<PoolReport> Reports((byte A, byte B)[] reports) => reports.Select((r, i) =>
    {
        var evidence = new PoolEvidence(r.B % 5, r.B % 5 * r.A / 255.0);
        evidence.Merge(PoolSamples.Evidence(Values[r.A % 4], $"{r.B % 3}", PoolSamples.Any(r.A, r.B)));
        evidence.Merge(PoolSamples.Evidence($"{r.A % 2}", "cold", PoolSamples.Any(r.B, r.A)));
        return new PoolReport(i + 1, evidence);
    });
}
