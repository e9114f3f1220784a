using System.Collections.Immutable;
using SelfLearning.Tool.Replaying.Results;

namespace SelfLearning.Tool.Replaying.Simulation;

/// <summary>Counts stated confidences, in tenths of the scale, and how often they were right.</summary>
internal sealed class ReliabilityTally
{
    private const int Bins = 10;

    private readonly (int Count, double Confidence, int Better)[] _bins = new (int, double, int)[Bins];

    /// <summary>Counts a value.</summary>
    /// <param name="confidence">That it is better than the one in use, 0 to 1.</param>
    /// <param name="isBetter">Whether it is, in the data.</param>
    public void Add(double confidence, bool isBetter)
    {
        ref var bin = ref _bins[Math.Min((int)(confidence * Bins), Bins - 1)];
        bin = (bin.Count + 1, bin.Confidence + confidence, bin.Better + (isBetter ? 1 : 0));
    }

    /// <summary>Adds what another has counted.</summary>
    public void Add(ReliabilityTally other)
    {
        for (var i = 0; i < Bins; i++)
        {
            var (count, confidence, better) = other._bins[i];
            _bins[i] = (_bins[i].Count + count, _bins[i].Confidence + confidence, _bins[i].Better + better);
        }
    }

    /// <summary>The bins, those without values too.</summary>
    public ImmutableArray<ReliabilityBin> ToBins() =>
    [
        .. _bins.Select((bin, i) => new ReliabilityBin(
            (double)i / Bins, (i + 1.0) / Bins, bin.Count,
            bin.Count == 0 ? null : bin.Confidence / bin.Count,
            bin.Count == 0 ? null : (double)bin.Better / bin.Count)),
    ];
}
