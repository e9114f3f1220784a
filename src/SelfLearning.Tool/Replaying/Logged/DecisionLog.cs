using SelfLearning.Tool.Replaying.Data;
using SelfLearning.Tool.Replaying.FullInformation;

namespace SelfLearning.Tool.Replaying.Logged;

/// <summary>
/// A log of decisions that is read twice: the first time, by <see cref="Survey"/>, to know what it has; the second time to evaluate. What
/// is held grows with the contexts and settings, not with the rows.
/// </summary>
internal sealed class DecisionLog
{
    /// <summary>The most different settings a log may have.</summary>
    public const int MaximumSettings = 1_000;

    /// <summary>The most pairs of a context and a setting for which a log may have room: contexts times settings.</summary>
    public const int MaximumCells = 2_000_000;

    private readonly Func<IEnumerable<DataRow>> _read;
    private readonly Dictionary<string, int> _contexts = new(StringComparer.Ordinal);
    private readonly SettingIndex _settings = new();
    private readonly Dictionary<(int Context, int Setting), long> _cells = [];
    private readonly List<string> _contextNames = [];
    private readonly List<double> _smallest = [];
    private readonly List<long> _settingRows = [];
    private readonly List<long> _contextRows = [];
    private readonly int[] _default;
    private double _feedback;

    private DecisionLog(ParameterSpace space, Func<IEnumerable<DataRow>> read)
    {
        (Space, _read) = (space, read);
        _default = [.. space.Parameters.Select(parameter => parameter.IndexOf(parameter.Default))];
    }

    /// <summary>The parameters.</summary>
    public ParameterSpace Space { get; }

    /// <summary>The texts of the contexts, in order of their first row.</summary>
    public IReadOnlyList<string> Contexts => _contextNames;

    /// <summary>The number of different settings.</summary>
    public int Settings => _settings.Count;

    /// <summary>The number of rows.</summary>
    public long Rows { get; private set; }

    /// <summary>The mean feedback of all rows: the value of the policy that made the log.</summary>
    public double MeanFeedback => _feedback / Rows;

    /// <summary>The smallest propensity of all rows.</summary>
    public double SmallestPropensity => _smallest.Min();

    /// <summary>The default values as a setting; -1 where no row has it.</summary>
    public int DefaultSetting => SettingOf(_default);

    /// <summary>Reads a log for the first time.</summary>
    /// <param name="space">The parameters.</param>
    /// <param name="read">Opens the rows; called once more to evaluate.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InputException">A row is malformed, there is none, or there are too many different settings or contexts.</exception>
    public static DecisionLog Survey(ParameterSpace space, Func<IEnumerable<DataRow>> read, CancellationToken cancellationToken = default)
    {
        var log = new DecisionLog(space, read);
        foreach (var row in read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            log.Count(row);
        }

        return log.Rows > 0 ? log : throw new InputException("No row is left: there is nothing to evaluate.");
    }

    /// <summary>The rows for the second time, in the order of the log.</summary>
    public IEnumerable<LoggedDecision> Read()
    {
        foreach (var row in _read()) yield return new LoggedDecision(_contexts[row.Context], SettingOf(row.Setting.Span), row.Propensity, FeedbackOf(row));
    }

    /// <summary>The place of a setting, or -1 where no row has it.</summary>
    public int SettingOf(ReadOnlySpan<int> places) => _settings.Find(places);

    /// <summary>The place of each parameter's value; of setting -1 the defaults.</summary>
    public ReadOnlySpan<int> PlacesOf(int setting) => setting < 0 ? _default : _settings[setting];

    /// <summary>The values at these places, by parameter.</summary>
    public IReadOnlyDictionary<string, string> Texts(ReadOnlySpan<int> places)
    {
        var texts = new Dictionary<string, string>();
        for (var j = 0; j < places.Length; j++) texts[Space[j].Name] = Space[j].Values[places[j]];
        return texts;
    }

    /// <summary>Whether any row has a setting, which may be -1, in a context.</summary>
    public bool Supports(int context, int setting) => _cells.ContainsKey((context, setting));

    /// <summary>The rows of a context.</summary>
    public long RowsOf(int context) => _contextRows[context];

    /// <summary>The rows with a setting.</summary>
    public long RowsWith(int setting) => _settingRows[setting];

    /// <summary>The smallest propensity of the rows with a setting.</summary>
    public double SmallestPropensityOf(int setting) => _smallest[setting];

    private static double FeedbackOf(in DataRow row) => Math.Max(0, row.Feedback - row.Penalty);

    private void Count(in DataRow row)
    {
        if (!_contexts.TryGetValue(row.Context, out var context))
        {
            _contexts.Add(row.Context, context = _contexts.Count);
            _contextNames.Add(row.Context);
            _contextRows.Add(0);
        }

        var setting = _settings.FindOrAdd(row.Setting.Span);
        if (setting == _smallest.Count)
        {
            _smallest.Add(1);
            _settingRows.Add(0);
        }

        RequireRoom(row.Line);
        _smallest[setting] = Math.Min(_smallest[setting], row.Propensity);
        _cells[(context, setting)] = _cells.GetValueOrDefault((context, setting)) + 1;
        _contextRows[context]++;
        _settingRows[setting]++;
        _feedback += FeedbackOf(row);
        Rows++;
    }

    private void RequireRoom(long line)
    {
        if (Settings > MaximumSettings)
        {
            throw new InputException(
                $"Row {line} has the {Settings}th different setting, and at most {MaximumSettings} can be evaluated: "
                + "take fewer parameters, a larger step, or part of the rows with --where.");
        }

        if ((long)Settings * Contexts.Count > MaximumCells)
        {
            throw new InputException(
                $"Row {line} makes {Contexts.Count} contexts times {Settings} settings, and at most {MaximumCells} pairs can be evaluated: "
                + "take a coarser context, fewer parameters, or part of the rows with --where.");
        }
    }
}
