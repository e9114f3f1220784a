using System.Buffers.Binary;

namespace SelfLearning.Learning;

/// <summary>
/// Two values of one parameter, and six gamblers: three stakes on "the higher place is better", the same three on "the lower place is
/// better". Capitals are kept as logarithms. Section 2 and 3 of the learner's specification.
/// </summary>
internal sealed class Duel
{
    /// <summary>The gamblers on each side.</summary>
    public const int Stakes = 3;

    /// <summary>The bytes <see cref="Write"/> takes.</summary>
    public const int Size = 8 * ((2 * Stakes) + 2);

    /// <summary>A gambler never falls below a thousandth of its first stake: this is how a duel can turn again.</summary>
    public static readonly double Floor = Math.Log(1000);

    // No side is ever more than 99 % sure, for the same reason.
    private static readonly double LogSureOdds = Math.Log(0.99 / (1 - 0.99));

    // The differences remembered by the estimate, counted as sums of squares.
    private const double Memory = 50;

    // A surprise larger than any before could cost a gambler more than it has: it then loses (nearly) all of it.
    private const double Ruin = 1e-6;

    private static readonly double[] Stake = [0.1, 0.3, 0.8];

    private readonly double[] _higher = new double[Stakes];
    private readonly double[] _lower = new double[Stakes];
    private double _difference;
    private double _weight;

    /// <summary>The log-capitals on "the higher place is better".</summary>
    public ReadOnlySpan<double> Higher => _higher;

    /// <summary>The log-capitals on "the lower place is better".</summary>
    public ReadOnlySpan<double> Lower => _lower;

    /// <summary>
    /// The number of feedbacks its context had learned when it was last played. Kept as the order in which duels are written, so that after
    /// reading only "longer ago than" means anything: less than any number of a play to come.
    /// </summary>
    public long LastPlayed { get; set; }

    /// <summary>How much the difference estimate rests on, 0 to 50.</summary>
    public double Weight => _weight;

    /// <summary>The estimated quality of the higher place less that of the lower; 0 before the first bet.</summary>
    public double Difference => _weight == 0 ? 0 : _difference / _weight;

    /// <summary>Settles one bet.</summary>
    /// <param name="side">s: 1 - q where the higher place was served, -q where the lower was; q is the share of the higher.</param>
    /// <param name="surprise">y - c: the quality less the baseline.</param>
    /// <param name="scale">M: the unit of surprise.</param>
    /// <param name="prior">The prior in force.</param>
    public void Play(double side, double surprise, double scale, Prior prior)
    {
        var z = surprise / scale * side;
        for (var g = 0; g < Stakes; g++)
        {
            _higher[g] = Math.Max(-Floor, _higher[g] + Growth(Stake[g] * z));
            _lower[g] = Math.Max(-Floor, _lower[g] + Growth(-Stake[g] * z));
        }

        Cap(prior);
        _difference += surprise * side;
        _weight += side * side;
        if (_weight > Memory)
        {
            _difference *= Memory / _weight;
            _weight = Memory;
        }
    }

    /// <summary>Settles a bet again that was settled with another quality. The weight of the estimate stays: it is the same bet.</summary>
    public void Replay(double side, double oldSurprise, double newSurprise, double scale, Prior prior)
    {
        var (was, now) = (oldSurprise / scale * side, newSurprise / scale * side);
        for (var g = 0; g < Stakes; g++)
        {
            _higher[g] = Math.Max(-Floor, _higher[g] - Growth(Stake[g] * was) + Growth(Stake[g] * now));
            _lower[g] = Math.Max(-Floor, _lower[g] - Growth(-Stake[g] * was) + Growth(-Stake[g] * now));
        }

        Cap(prior);
        _difference += (newSurprise - oldSurprise) * side;
    }

    /// <summary>Who holds the capital.</summary>
    /// <param name="higher">Whether to judge the higher place or the lower.</param>
    /// <param name="prior">The prior in force.</param>
    public Verdict Judge(bool higher, Prior prior)
    {
        var (better, worse) = higher ? (_higher, _lower) : (_lower, _higher);
        var side = prior.LogGambler + LogSum(better);
        var total = LogSum(LogSum(prior.LogNone, side), prior.LogGambler + LogSum(worse));
        var gain = 0.0;
        for (var g = 0; g < Stakes; g++)
            gain += Stake[g] * (Math.Exp(prior.LogGambler + better[g] - total) - Math.Exp(prior.LogGambler + worse[g] - total));
        return new Verdict(Math.Exp(side - total), gain);
    }

    /// <summary>Writes the duel in <see cref="Size"/> bytes: the three capitals of the higher place, those of the lower, D, V.</summary>
    public void Write(Span<byte> target)
    {
        for (var g = 0; g < Stakes; g++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(target[(8 * g)..], _higher[g]);
            BinaryPrimitives.WriteDoubleLittleEndian(target[(8 * (Stakes + g))..], _lower[g]);
        }

        BinaryPrimitives.WriteDoubleLittleEndian(target[(16 * Stakes)..], _difference);
        BinaryPrimitives.WriteDoubleLittleEndian(target[((16 * Stakes) + 8)..], _weight);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="source">At least <see cref="Size"/> bytes.</param>
    /// <param name="swapped">Whether the two values have changed places since.</param>
    /// <exception cref="FormatException">A number is not one a duel can hold.</exception>
    public static Duel Read(ReadOnlySpan<byte> source, bool swapped)
    {
        var duel = new Duel();
        var (higher, lower) = swapped ? (duel._lower, duel._higher) : (duel._higher, duel._lower);
        for (var g = 0; g < Stakes; g++)
        {
            higher[g] = Capital(BinaryPrimitives.ReadDoubleLittleEndian(source[(8 * g)..]));
            lower[g] = Capital(BinaryPrimitives.ReadDoubleLittleEndian(source[(8 * (Stakes + g))..]));
        }

        var difference = BinaryPrimitives.ReadDoubleLittleEndian(source[(16 * Stakes)..]);
        duel._difference = !double.IsFinite(difference) ? throw Odd("difference", difference) : swapped ? -difference : difference;
        var weight = BinaryPrimitives.ReadDoubleLittleEndian(source[((16 * Stakes) + 8)..]);
        duel._weight = weight is >= 0 and <= Memory ? weight : throw Odd("weight", weight);
        return duel;
    }

    private static double Growth(double bet) => Math.Log(Math.Max(Ruin, 1 + bet));

    private void Cap(Prior prior)
    {
        var higher = prior.LogGambler + LogSum(_higher);
        var lower = prior.LogGambler + LogSum(_lower);
        Cap(_higher, higher - (LogSureOdds + LogSum(prior.LogNone, lower)));
        Cap(_lower, lower - (LogSureOdds + LogSum(prior.LogNone, higher)));
    }

    private static void Cap(double[] side, double excess)
    {
        if (excess <= 0) return;
        for (var g = 0; g < Stakes; g++) side[g] = Math.Max(-Floor, side[g] - excess);
    }

    private static double LogSum(double[] logs)
    {
        var largest = Math.Max(logs[0], Math.Max(logs[1], logs[2]));
        return largest + Math.Log(Math.Exp(logs[0] - largest) + Math.Exp(logs[1] - largest) + Math.Exp(logs[2] - largest));
    }

    private static double LogSum(double a, double b) =>
        a > b ? a + Math.Log(1 + Math.Exp(b - a)) : b + Math.Log(1 + Math.Exp(a - b));

    private static double Capital(double log) => log >= -Floor && double.IsFinite(log) ? log : throw Odd("capital", log);

    private static FormatException Odd(string what, double value) => new($"{value:R} is not a {what} of a duel");
}
