using System.Globalization;

namespace SelfLearning.Tool.Reporting.Html;

/// <summary>A linear axis from <paramref name="Least"/> to <paramref name="Most"/>.</summary>
internal sealed record Scale(double Least, double Most)
{
    private static readonly double[] RoundFactors = [1, 2, 5, 10];

    /// <summary>The axis of a probability.</summary>
    public static Scale Unit { get; } = new(0, 1);

    /// <summary>A scale around values, with a little room at both ends, inside of 0 to 1.</summary>
    public static Scale Around(IEnumerable<double> values)
    {
        double[] all = [.. values];
        if (all.Length == 0) return Unit;
        var room = Math.Max(0.01, (all.Max() - all.Min()) * 0.08);
        return new Scale(Math.Max(0, all.Min() - room), Math.Min(1, all.Max() + room));
    }

    /// <summary>Where a value is, in percent of the axis; what is outside is at its end.</summary>
    public double At(double value) => Math.Clamp((value - Least) / (Most - Least), 0, 1) * 100;

    /// <summary>Round numbers on the axis, about so many.</summary>
    public IReadOnlyList<double> Ticks(int about)
    {
        var rough = (Most - Least) / about;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = RoundFactors.MinBy(factor => Math.Abs(Math.Log(factor * power / rough))) * power;
        var first = (long)Math.Ceiling((Least / step) - 1e-9);
        var last = (long)Math.Floor((Most / step) + 1e-9);
        return [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => (first + i) * step)];
    }

    /// <summary>A tick's text, with as many digits as the ticks need.</summary>
    public string Text(double tick, int about)
    {
        if (Most >= 10) return tick.ToString("#,0", CultureInfo.InvariantCulture);
        var ticks = Ticks(about);
        var step = ticks.Count > 1 ? ticks[1] - ticks[0] : 0.1;
        var digits = Math.Clamp((int)Math.Ceiling(-Math.Log10(step) - 1e-9), 1, 6);
        return tick.ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
