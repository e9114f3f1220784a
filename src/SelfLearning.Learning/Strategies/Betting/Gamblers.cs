namespace SelfLearning.Learning;

/// <summary>
/// Six gamblers on two values: three stakes on "the higher place is better", then the same three on "the lower place is better". Their
/// capitals are kept as logarithms, in that order.
/// </summary>
/// <param name="logs">The six capitals, which are changed in place; all 0 where nobody has bet.</param>
internal sealed class Gamblers(double[] logs)
{
    /// <summary>The gamblers on each side.</summary>
    public const int Stakes = 3;

    /// <summary>The gamblers on both sides.</summary>
    public const int Count = 2 * Stakes;

    /// <summary>A gambler never falls below a thousandth of its first stake: this is how a duel can turn again.</summary>
    public static readonly double Floor = Math.Log(1000);

    // No side is ever more than 99 % sure, for the same reason.
    private static readonly double LogSureOdds = Math.Log(0.99 / (1 - 0.99));

    // A surprise larger than any before could cost a gambler more than it has: it then loses (nearly) all of it.
    private const double Ruin = 1e-6;

    private static readonly double[] Stake = [0.1, 0.3, 0.8];

    /// <summary>Gamblers who have not bet yet.</summary>
    public Gamblers()
        : this(new double[Count])
    {
    }

    /// <summary>All six log-capitals.</summary>
    public ReadOnlySpan<double> All => logs;

    /// <summary>The log-capitals on "the higher place is better".</summary>
    public ReadOnlySpan<double> Higher => logs.AsSpan(0, Stakes);

    /// <summary>The log-capitals on "the lower place is better".</summary>
    public ReadOnlySpan<double> Lower => logs.AsSpan(Stakes);

    /// <summary>By how much one bet moves each log-capital.</summary>
    /// <param name="z">The surprise in units of its scale, times the side.</param>
    /// <param name="growth">Takes six numbers.</param>
    public static void Growth(double z, Span<double> growth)
    {
        for (var g = 0; g < Stakes; g++)
        {
            growth[g] = Growth(Stake[g] * z);
            growth[Stakes + g] = Growth(-Stake[g] * z);
        }
    }

    /// <summary>The same six numbers seen with the two places exchanged.</summary>
    public static double[] Exchanged(ReadOnlySpan<double> six) => [.. six[Stakes..], .. six[..Stakes]];

    /// <summary>Moves the capitals, not below the floor, and scales a side back that would be more than 99 % sure.</summary>
    public void Add(ReadOnlySpan<double> growth, Prior prior)
    {
        for (var g = 0; g < Count; g++) logs[g] = Math.Max(-Floor, logs[g] + growth[g]);
        Cap(prior);
    }

    /// <summary>Takes a movement back and makes another one instead.</summary>
    public void Replace(ReadOnlySpan<double> was, ReadOnlySpan<double> now, Prior prior)
    {
        for (var g = 0; g < Count; g++) logs[g] = Math.Max(-Floor, logs[g] - was[g] + now[g]);
        Cap(prior);
    }

    /// <summary>Who holds the capital, under a prior that is the same for all gamblers.</summary>
    /// <param name="higher">Whether to judge the higher place or the lower.</param>
    /// <param name="prior">The prior in force.</param>
    public Verdict Judge(bool higher, Prior prior)
    {
        var better = higher ? Higher : Lower;
        var worse = higher ? Lower : Higher;
        var side = prior.LogGambler + LogSum(better);
        var total = LogSum(LogSum(prior.LogNone, side), prior.LogGambler + LogSum(worse));
        var gain = 0.0;
        for (var g = 0; g < Stakes; g++)
            gain += Stake[g] * (Math.Exp(prior.LogGambler + better[g] - total) - Math.Exp(prior.LogGambler + worse[g] - total));
        return new Verdict(Math.Exp(side - total), gain);
    }

    /// <summary>Who holds the capital, under a prior that weighs each gambler by what other contexts have learned.</summary>
    public Verdict Judge(bool higher, PooledPrior prior)
    {
        Span<double> weighed = stackalloc double[Count];
        for (var g = 0; g < Count; g++) weighed[g] = prior.LogGamblers[g] + logs[g];
        var better = higher ? weighed[..Stakes] : weighed[Stakes..];
        var worse = higher ? weighed[Stakes..] : weighed[..Stakes];
        var side = LogSum(better);
        var total = LogSum(LogSum(prior.LogNone, side), LogSum(worse));
        var gain = 0.0;
        for (var g = 0; g < Stakes; g++) gain += Stake[g] * (Math.Exp(better[g] - total) - Math.Exp(worse[g] - total));
        return new Verdict(Math.Exp(side - total), gain);
    }

    /// <summary>The logarithm of the sum of three numbers of which the logarithms are given.</summary>
    public static double LogSum(ReadOnlySpan<double> logs)
    {
        var largest = Math.Max(logs[0], Math.Max(logs[1], logs[2]));
        return largest + Math.Log(Math.Exp(logs[0] - largest) + Math.Exp(logs[1] - largest) + Math.Exp(logs[2] - largest));
    }

    /// <summary>The logarithm of the sum of two numbers of which the logarithms are given.</summary>
    public static double LogSum(double a, double b) =>
        a > b ? a + Math.Log(1 + Math.Exp(b - a)) : b + Math.Log(1 + Math.Exp(a - b));

    private static double Growth(double bet) => Math.Log(Math.Max(Ruin, 1 + bet));

    private void Cap(Prior prior)
    {
        var higher = prior.LogGambler + LogSum(Higher);
        var lower = prior.LogGambler + LogSum(Lower);
        Cap(logs.AsSpan(0, Stakes), higher - (LogSureOdds + LogSum(prior.LogNone, lower)));
        Cap(logs.AsSpan(Stakes), lower - (LogSureOdds + LogSum(prior.LogNone, higher)));
    }

    private static void Cap(Span<double> side, double excess)
    {
        if (excess <= 0) return;
        for (var g = 0; g < Stakes; g++) side[g] = Math.Max(-Floor, side[g] - excess);
    }
}
