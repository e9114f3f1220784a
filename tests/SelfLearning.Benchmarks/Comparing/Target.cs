using System.Globalization;

namespace SelfLearning.Benchmarks.Comparing;

/// <summary>What a figure of a result must be, and what it would be at best.</summary>
internal sealed class Target
{
    private readonly Func<Result, double> _figure;
    private readonly bool _isFloor;
    private readonly double _must;
    private readonly double _stretch;

    private Target(string text, Func<Result, double> figure, bool isFloor, double must, double stretch)
    {
        (_figure, _isFloor, _must, _stretch) = (figure, isFloor, must, stretch);
        Text = string.Create(CultureInfo.InvariantCulture, $"{text} {(isFloor ? ">=" : "<=")} {must:0.###} ({stretch:0.###})");
    }

    /// <summary>The rule, the hope in brackets.</summary>
    public string Text { get; }

    /// <summary>The ratio, at least.</summary>
    public static Target RatioAtLeast(double must, double stretch) => new("ratio", result => result.Ratio, true, must, stretch);

    /// <summary>The ratio, at most.</summary>
    public static Target RatioAtMost(double must, double stretch) => new("ratio", result => result.Ratio, false, must, stretch);

    /// <summary>The subject's figure in the result's unit, at most.</summary>
    public static Target SubjectAtMost(double must, double stretch) => new("a", result => result.A, false, must, stretch);

    /// <summary>The subject's time for a call in microseconds, at most; for one caller only.</summary>
    public static Target MicrosecondsAtMost(double must, double stretch) => new("us", result => 1e6 / result.A, false, must, stretch);

    /// <summary>The bytes allocated for a call of the subject beyond those of the reference, at most.</summary>
    public static Target ExtraBytesAtMost(double must, double stretch) =>
        new("extra bytes", result => result.BytesA!.Value - result.BytesB!.Value, false, must, stretch);

    /// <summary>Holds a result against the target.</summary>
    public Verdict Judge(Result result)
    {
        var figure = _figure(result);
        return Keeps(figure, _stretch) ? Verdict.Stretch : Keeps(figure, _must) ? Verdict.Met : Verdict.Missed;
    }

    private bool Keeps(double figure, double bound) => _isFloor ? figure >= bound : figure <= bound;
}
