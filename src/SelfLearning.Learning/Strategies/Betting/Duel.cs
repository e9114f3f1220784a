using System.Buffers.Binary;

namespace SelfLearning.Learning;

/// <summary>
/// Two values of one parameter, six gamblers who bet on them, and an estimate of their difference. Section 2 and 3 of the learner's
/// specification.
/// </summary>
internal sealed class Duel
{
    /// <summary>The gamblers on each side.</summary>
    public const int Stakes = Gamblers.Stakes;

    /// <summary>The bytes <see cref="Write"/> takes.</summary>
    public const int Size = 8 * ((2 * Stakes) + 2);

    // The differences remembered by the estimate, counted as sums of squares.
    private const double Memory = 50;

    private static readonly double[] Nothing = new double[Gamblers.Count];

    private readonly Gamblers _gamblers;
    private double _difference;
    private double _weight;

    public Duel()
        : this(new Gamblers())
    {
    }

    private Duel(Gamblers gamblers) => _gamblers = gamblers;

    /// <summary>The log-capital below which no gambler falls, without its sign.</summary>
    public static double Floor => Gamblers.Floor;

    /// <summary>The log-capitals on "the higher place is better".</summary>
    public ReadOnlySpan<double> Higher => _gamblers.Higher;

    /// <summary>The log-capitals on "the lower place is better".</summary>
    public ReadOnlySpan<double> Lower => _gamblers.Lower;

    /// <summary>
    /// The number of feedbacks its context had learned when it was last played. Kept as the order in which duels are written, so that after
    /// reading only "longer ago than" means anything: less than any number of a play to come.
    /// </summary>
    public long LastPlayed { get; set; }

    /// <summary>How much the difference estimate rests on, 0 to 50.</summary>
    public double Weight => _weight;

    /// <summary>The estimated quality of the higher place less that of the lower; 0 before the first bet.</summary>
    public double Difference => _weight == 0 ? 0 : _difference / _weight;

    /// <summary>What the other contexts have not been told yet; <c>null</c> for nothing.</summary>
    public Untold? Untold { get; private set; }

    /// <summary>Whether the other contexts have ever been told of this duel.</summary>
    public bool IsTold { get; private set; }

    /// <summary>The log-capitals that the other contexts were told of.</summary>
    public ReadOnlySpan<double> Told => Untold is { } untold ? untold.Told : IsTold ? _gamblers.All : Nothing;

    /// <summary>Settles one bet.</summary>
    /// <param name="side">s: 1 - q where the higher place was served, -q where the lower was; q is the share of the higher.</param>
    /// <param name="surprise">y - c: the quality less the baseline.</param>
    /// <param name="scale">M: the unit of surprise.</param>
    /// <param name="prior">The prior in force.</param>
    public void Play(double side, double surprise, double scale, Prior prior)
    {
        Span<double> growth = stackalloc double[Gamblers.Count];
        Gamblers.Growth(surprise / scale * side, growth);
        _gamblers.Add(growth, prior);
        Untold?.Add(growth);
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
        Span<double> was = stackalloc double[Gamblers.Count];
        Span<double> now = stackalloc double[Gamblers.Count];
        Gamblers.Growth(oldSurprise / scale * side, was);
        Gamblers.Growth(newSurprise / scale * side, now);
        _gamblers.Replace(was, now, prior);
        Untold?.Replace(was, now);
        _difference += (newSurprise - oldSurprise) * side;
    }

    /// <summary>Who holds the capital.</summary>
    /// <param name="higher">Whether to judge the higher place or the lower.</param>
    /// <param name="prior">The prior in force.</param>
    public Verdict Judge(bool higher, Prior prior) => _gamblers.Judge(higher, prior);

    /// <summary>Who holds the capital, with what other contexts have learned.</summary>
    public Verdict Judge(bool higher, PooledPrior prior) => _gamblers.Judge(higher, prior);

    /// <summary>
    /// From now on what is won and lost is kept for the other contexts. The first time that is also everything so far: they were not told
    /// while pooling was off. What they were told of once is kept also while it is off again, or it would count as told.
    /// </summary>
    /// <param name="candidates">The number of candidates of the context.</param>
    public void KeepForOthers(int candidates)
    {
        Untold ??= IsTold
            ? new Untold(new double[Gamblers.Count], _gamblers.All.ToArray(), isFirst: false)
            : new Untold(_gamblers.All.ToArray(), new double[Gamblers.Count], isFirst: true);
        Untold.Candidates = candidates;
    }

    /// <summary>What the other contexts are told now; <c>null</c> when there is nothing.</summary>
    public Untold? Tell()
    {
        var untold = Untold;
        if (untold is not null) (Untold, IsTold) = (null, true);
        return untold;
    }

    /// <summary>Goes on with what was kept for others.</summary>
    public void Resume(bool isTold, Untold? untold) => (IsTold, Untold) = (isTold, untold);

    /// <summary>Writes the duel in <see cref="Size"/> bytes: the three capitals of the higher place, those of the lower, D, V.</summary>
    public void Write(Span<byte> target)
    {
        for (var g = 0; g < Gamblers.Count; g++) BinaryPrimitives.WriteDoubleLittleEndian(target[(8 * g)..], _gamblers.All[g]);
        BinaryPrimitives.WriteDoubleLittleEndian(target[(16 * Stakes)..], _difference);
        BinaryPrimitives.WriteDoubleLittleEndian(target[((16 * Stakes) + 8)..], _weight);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="source">At least <see cref="Size"/> bytes.</param>
    /// <param name="swapped">Whether the two values have changed places since.</param>
    /// <exception cref="FormatException">A number is not one a duel can hold.</exception>
    public static Duel Read(ReadOnlySpan<byte> source, bool swapped)
    {
        var logs = new double[Gamblers.Count];
        for (var g = 0; g < logs.Length; g++) logs[g] = Capital(BinaryPrimitives.ReadDoubleLittleEndian(source[(8 * g)..]));
        var duel = new Duel(new Gamblers(swapped ? Gamblers.Exchanged(logs) : logs));
        var difference = BinaryPrimitives.ReadDoubleLittleEndian(source[(16 * Stakes)..]);
        duel._difference = !double.IsFinite(difference) ? throw Odd("difference", difference) : swapped ? -difference : difference;
        var weight = BinaryPrimitives.ReadDoubleLittleEndian(source[((16 * Stakes) + 8)..]);
        duel._weight = weight is >= 0 and <= Memory ? weight : throw Odd("weight", weight);
        return duel;
    }

    private static double Capital(double log) => log >= -Floor && double.IsFinite(log) ? log : throw Odd("capital", log);

    private static FormatException Odd(string what, double value) => new($"{value:R} is not a {what} of a duel");
}
