using System.Globalization;

namespace SelfLearning.Learning;

/// <summary>Counts and mean qualities of the values of each parameter: the numbers that reasons are made of.</summary>
public sealed class ValueStatistics
{
    // Shared by all that hold nothing, as most contexts do; never changed.
    private static readonly Dictionary<(string Parameter, string Value), (long Count, double Sum)> None = [];

    private Dictionary<(string Parameter, string Value), (long Count, double Sum)> _values = None;

    /// <summary>The values that have feedback.</summary>
    public IEnumerable<(string Parameter, string Value)> Known => _values.Keys;

    /// <summary>How many feedbacks judged a value, and their mean; <c>null</c> while there are none.</summary>
    public (long Count, double? Mean) Of(string parameter, string value)
    {
        var (count, sum) = _values.GetValueOrDefault((parameter, value));
        return (count, count == 0 ? null : Math.Clamp(sum / count, 0, 1));
    }

    /// <summary>Counts a decision for each parameter it tells about.</summary>
    public void Add(in Observation observation, ParameterSpace space) => Move(observation, space, 1, observation.Quality);

    /// <summary>Changes the quality of a decision that was counted before; nothing where that is forgotten.</summary>
    public void Correct(in Observation observation, ParameterSpace space, double previousQuality) =>
        Move(observation, space, 0, observation.Quality - previousQuality);

    /// <summary>Forgets all values but those that are named.</summary>
    public void KeepOnly(Func<string, string, bool> isNamed)
    {
        ArgumentNullException.ThrowIfNull(isNamed);
        foreach (var (parameter, value) in _values.Keys.Where(key => !isNamed(key.Parameter, key.Value)).ToList()) _values.Remove((parameter, value));
    }

    /// <summary>Forgets everything.</summary>
    public void Clear() => _values = None;

    /// <summary>The statistics as rows of parameter, value, count and sum, in ordinal order.</summary>
    public string[][] Save() =>
    [
        .. _values
            .OrderBy(v => v.Key.Parameter, StringComparer.Ordinal).ThenBy(v => v.Key.Value, StringComparer.Ordinal)
            .Select(v => new[]
            {
                v.Key.Parameter, v.Key.Value, v.Value.Count.ToString(CultureInfo.InvariantCulture), v.Value.Sum.ToString("R", CultureInfo.InvariantCulture),
            }),
    ];

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="AdaptationException">A row is damaged.</exception>
    public static ValueStatistics Load(IEnumerable<string[]> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var statistics = new ValueStatistics();
        foreach (var row in rows)
        {
            if (row is not [{ } parameter, { } value, var count, var sum]
                || !long.TryParse(count, CultureInfo.InvariantCulture, out var feedbacks) || feedbacks < 0
                || !double.TryParse(sum, CultureInfo.InvariantCulture, out var qualities) || !double.IsFinite(qualities))
            {
                throw new AdaptationException(
                    $"The statistics row '{string.Join("', '", row ?? [])}' is not a parameter, a value, a count and a sum: "
                    + "the record is damaged; restore a backup, or delete the context to begin anew.");
            }

            if (statistics._values == None) statistics._values = [];
            statistics._values[(parameter, value)] = (feedbacks, qualities);
        }

        return statistics;
    }

    private void Move(in Observation observation, ParameterSpace space, int count, double quality)
    {
        if (_values == None) _values = [];
        for (var parameter = 0; parameter < space.Count; parameter++)
        {
            if (!observation.TellsAbout(parameter)) continue;
            var value = observation.Served(parameter);
            if (value < 0 || (count == 0 && !_values.ContainsKey((space[parameter].Name, space[parameter].Values[value])))) continue;
            ref var entry = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(
                _values, (space[parameter].Name, space[parameter].Values[value]), out _);
            entry = (entry.Count + count, entry.Sum + quality);
        }
    }
}
