using SelfLearning.Demo.Compression;
using SelfLearning.Demo.Statistics;

namespace SelfLearning.Demo.Verification;

/// <summary>Every setting measured on the same blocks of one content type.</summary>
internal sealed class ContextSweep
{
    /// <summary>With fewer blocks nothing is said: a standard error of so few is a guess itself.</summary>
    public const int MinimumBlocks = 8;

    private readonly Dictionary<Setting, List<double>> _qualities = Setting.AllDistinct.ToDictionary(s => s, _ => new List<double>());

    /// <summary>The number of blocks measured.</summary>
    public int Blocks { get; private set; }

    /// <summary>Whether enough blocks were measured to say anything.</summary>
    public bool IsConclusive => Blocks >= MinimumBlocks;

    /// <summary>No setting differs from the default by more than two standard errors.</summary>
    public bool IsAlike => IsConclusive && Setting.AllDistinct.All(s => Compare(s, Setting.Default) is { IsMore: false, IsLess: false });

    /// <summary>Some setting is better than the default by more than two standard errors.</summary>
    public bool IsCompressible => IsConclusive && Setting.AllDistinct.Any(s => Compare(s, Setting.Default).IsMore);

    /// <summary>The setting with the greatest mean quality.</summary>
    public Setting Best => Setting.AllDistinct.MaxBy(MeanOf);

    /// <summary>The mean quality of a setting; 0 while nothing was measured.</summary>
    public double MeanOf(Setting setting) => RunningMean.Of(_qualities[setting.Distinct]).Mean;

    /// <summary>Takes in what one block gave with every setting.</summary>
    /// <exception cref="ArgumentException">A setting is missing: then blocks could not be compared.</exception>
    public void Add(IReadOnlyDictionary<Setting, double> qualities)
    {
        if (Setting.AllDistinct.FirstOrDefault(s => !qualities.ContainsKey(s)) is { Codec: not null } missing)
            throw new ArgumentException($"A block was not measured with {missing}.");
        foreach (var setting in Setting.AllDistinct) _qualities[setting].Add(qualities[setting]);
        Blocks++;
    }

    /// <summary>How much better <paramref name="setting"/> was than <paramref name="other"/> on the same blocks.</summary>
    public Difference Compare(Setting setting, Setting other) => setting.Distinct == other.Distinct
        ? new Difference(0, 0)
        : Difference.OfPairs(_qualities[setting.Distinct], _qualities[other.Distinct]);
}
