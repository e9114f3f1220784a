namespace SelfLearning.Learning;

/// <summary>
/// Which values of one parameter are candidates. A choice tries all its other values; a number tries a step down, a step up and the
/// value it came from. The step starts at 30 % of the range and is halved while no step promises anything.
/// </summary>
internal sealed class TrialValues
{
    /// <summary>The most candidates a number has.</summary>
    private const int MostNumeric = 3;

    /// <summary>The most values that one value of a number meets over all steps: a range of 1,000 is halved 8 times, in two directions.</summary>
    private const int MostSteps = 24;

    private const double FirstJump = 0.3;

    private readonly bool _numeric;
    private readonly int _values;
    private readonly int _firstStep;

    /// <summary>The candidates of a parameter.</summary>
    public TrialValues(ParameterDefinition parameter)
    {
        _numeric = parameter.IsNumeric;
        _values = parameter.Values.Length;
        Step = _firstStep = Math.Max(1, (int)Math.Round((_values - 1) * FirstJump, MidpointRounding.ToEven));
    }

    /// <summary>h: the places between the value in use and those a number tries, at least 1.</summary>
    public int Step { get; private set; }

    /// <summary>Whether the step means anything.</summary>
    public bool IsNumeric => _numeric;

    /// <summary>The most values that meet a value while it is in use.</summary>
    public int MostOpponents => _numeric ? Math.Min(_values, MostSteps) : _values;

    /// <summary>Takes up a step that was kept, as far as it fits.</summary>
    public void Resume(int step) => Step = Math.Clamp(step, 1, _values - 1);

    /// <summary>Looks closer; after the smallest step it begins anew, so that drift is found.</summary>
    public void Narrow() => Step = Step > 1 ? Step / 2 : _firstStep;

    /// <summary>How many candidates there are.</summary>
    public int Count(int incumbent, int previous) => _numeric ? Numeric(incumbent, previous, stackalloc int[MostNumeric]) : _values - 1;

    /// <summary>The places of the candidates in the order in which they are picked.</summary>
    public int[] List(int incumbent, int previous)
    {
        if (_numeric)
        {
            Span<int> places = stackalloc int[MostNumeric];
            return places[..Numeric(incumbent, previous, places)].ToArray();
        }

        var others = new int[_values - 1];
        for (var i = 0; i < others.Length; i++) others[i] = i < incumbent ? i : i + 1;
        return others;
    }

    private int Numeric(int incumbent, int previous, Span<int> places)
    {
        var count = 0;
        var below = Math.Max(0, incumbent - Step);
        var above = Math.Min(_values - 1, incumbent + Step);
        if (below != incumbent) places[count++] = below;
        if (above != incumbent) places[count++] = above;
        if (previous >= 0 && previous != incumbent && !places[..count].Contains(previous)) places[count++] = previous;
        return count;
    }
}
