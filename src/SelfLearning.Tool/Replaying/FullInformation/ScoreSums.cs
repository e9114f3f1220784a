namespace SelfLearning.Tool.Replaying.FullInformation;

/// <summary>Sums of expected feedback over calls.</summary>
internal sealed class ScoreSums
{
    /// <summary>The calls.</summary>
    public long Calls { get; private set; }

    /// <summary>Of the settings that were served.</summary>
    public double Learned { get; private set; }

    /// <summary>Of the alternatives on the same items.</summary>
    public ItemScore Alternatives { get; private set; }

    /// <summary>Adds a call.</summary>
    public void Add(double learned, in ItemScore alternatives) => Add(1, learned, alternatives);

    /// <summary>Adds other sums.</summary>
    public void Add(ScoreSums sums) => Add(sums.Calls, sums.Learned, sums.Alternatives);

    /// <summary>The mean of one of the sums; <c>null</c> without calls.</summary>
    public double? Mean(Func<ScoreSums, double> sum) => Calls == 0 ? null : sum(this) / Calls;

    private void Add(long calls, double learned, in ItemScore a)
    {
        Calls += calls;
        Learned += learned;
        var b = Alternatives;
        Alternatives = new ItemScore(
            b.Never + a.Never, b.BestFixed + a.BestFixed, b.BestPerContext + a.BestPerContext, b.Uniform + a.Uniform, b.Oracle + a.Oracle);
    }
}
