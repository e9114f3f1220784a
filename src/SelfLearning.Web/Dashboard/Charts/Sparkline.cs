using System.Globalization;
using System.Text;

namespace SelfLearning.Web.Dashboard.Charts;

/// <summary>A small line of values over time.</summary>
/// <param name="Path">The line as the path of an SVG; empty without values.</param>
/// <param name="LastX">Where the last value is.</param>
/// <param name="LastY">Where the last value is.</param>
/// <param name="Text">The same in words.</param>
internal sealed record Sparkline(string Path, string LastX, string LastY, string Text)
{
    /// <summary>The width of the drawing.</summary>
    public const int Width = 120;

    /// <summary>The height of the drawing.</summary>
    public const int Height = 28;

    private const double Margin = 3;

    /// <summary>Draws values; the line goes straight over steps without one.</summary>
    /// <param name="values">The values, the oldest first.</param>
    /// <param name="say">Writes a value.</param>
    public static Sparkline Of(IReadOnlyList<double?> values, Func<double?, string> say)
    {
        var known = values.Where(value => value is not null).Select(value => value!.Value).ToArray();
        if (known.Length == 0) return new Sparkline("", "", "", "no values");
        var (low, high) = (known.Min(), known.Max());
        // Small changes are not blown up to large ones.
        var range = Math.Max(high - low, 0.05 * Math.Max(1, Math.Abs(high)));
        var middle = (low + high) / 2;
        var path = new StringBuilder();
        (string X, string Y) last = ("", "");
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is not { } value) continue;
            last = (Place(Margin + ((Width - (2 * Margin)) * i / Math.Max(1, values.Count - 1))), Place((Height / 2.0) - ((value - middle) / range * (Height - (2 * Margin)))));
            path.Append(path.Length == 0 ? 'M' : 'L').Append(last.X).Append(' ').Append(last.Y);
        }

        return new Sparkline(path.ToString(), last.X, last.Y, $"from {say(known[0])} to {say(known[^1])}, lowest {say(low)}, highest {say(high)}");
    }

    private static string Place(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}
