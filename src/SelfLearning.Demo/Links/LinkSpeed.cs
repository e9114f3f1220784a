using System.Globalization;

namespace SelfLearning.Demo.Links;

/// <summary>The speed of the link the blocks are meant for.</summary>
/// <param name="BitsPerSecond">1,000 (1 kbit/s) to 1,000,000,000,000 (1 Tbit/s).</param>
internal readonly record struct LinkSpeed(long BitsPerSecond)
{
    public const long Minimum = 1_000;
    public const long Maximum = 1_000_000_000_000;

    private static readonly (string Unit, long Factor)[] Units =
        [("tbit", 1_000_000_000_000), ("gbit", 1_000_000_000), ("mbit", 1_000_000), ("kbit", 1_000), ("bit", 1)];

    /// <summary>Reads a number with a unit, such as <c>100Mbit</c>, <c>2.5Gbit</c> or <c>512 kbit</c>; a trailing <c>/s</c> is allowed.</summary>
    /// <param name="text">What the user wrote.</param>
    /// <param name="speed">The speed; not valid when the answer is <c>false</c>.</param>
    /// <param name="error">What is wrong and what to write instead; <c>null</c> when nothing is.</param>
    public static bool TryParse(string? text, out LinkSpeed speed, out string? error)
    {
        speed = default;
        var trimmed = (text ?? "").Trim();
        if (trimmed.EndsWith("/s", StringComparison.OrdinalIgnoreCase)) trimmed = trimmed[..^2];
        foreach (var (unit, factor) in Units)
        {
            if (!trimmed.EndsWith(unit, StringComparison.OrdinalIgnoreCase)) continue;
            const NumberStyles Plain = NumberStyles.AllowDecimalPoint | NumberStyles.AllowTrailingWhite;
            if (!decimal.TryParse(trimmed[..^unit.Length], Plain, CultureInfo.InvariantCulture, out var number)) break;
            if (number < (decimal)Minimum / factor || number > (decimal)Maximum / factor)
            {
                error = $"--link '{text}' is out of range: a link has 1kbit to 1Tbit a second.";
                return false;
            }

            speed = new LinkSpeed((long)(number * factor));
            error = null;
            return true;
        }

        error = $"--link '{text}' is not a speed: write a number and a unit (kbit, Mbit, Gbit), such as 10Mbit, 100Mbit or 1Gbit.";
        return false;
    }

    /// <summary>The time <paramref name="bytes"/> need on the link, in milliseconds: size x 8 / speed, without latency or protocol.</summary>
    public double TransferMs(long bytes) => bytes * 8_000.0 / BitsPerSecond;

    /// <inheritdoc/>
    public override string ToString()
    {
        foreach (var (unit, factor) in Units)
            if (BitsPerSecond >= factor) return Invariant($"{(decimal)BitsPerSecond / factor:0.#########}{char.ToUpperInvariant(unit[0])}{unit[1..]}");
        return Invariant($"{BitsPerSecond}bit");

        static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
    }
}
