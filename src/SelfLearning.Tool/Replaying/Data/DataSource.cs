using System.Collections.Immutable;
using System.Globalization;
using SelfLearning.Tool.Replaying.Results;

namespace SelfLearning.Tool.Replaying.Data;

/// <summary>
/// The rows of a file as a module's decisions. Opening reads the file once for the values of the parameters; after that the rows may be
/// streamed as often as needed, each time in the order of the file.
/// </summary>
internal sealed class DataSource
{
    private readonly ImmutableArray<JoinTable> _tables;
    private readonly ImmutableArray<ParameterReader> _readers;

    private DataSource(
        DataMapping mapping, ImmutableArray<JoinTable> tables, ImmutableArray<ParameterReader> readers, ParameterSpace space, long count)
    {
        (Mapping, _tables, _readers, Space, Count) = (mapping, tables, readers, space, count);
    }

    /// <summary>What the columns mean.</summary>
    public DataMapping Mapping { get; }

    /// <summary>The parameters, their values and defaults.</summary>
    public ParameterSpace Space { get; }

    /// <summary>The number of rows that meet the conditions.</summary>
    public long Count { get; }

    /// <summary>Reads which values the parameters have.</summary>
    /// <param name="mapping">What the columns mean.</param>
    /// <param name="progress">Told the share of the file that was read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InputException">The file or a value in it cannot be used.</exception>
    public static DataSource Open(DataMapping mapping, Action<double>? progress, CancellationToken cancellationToken)
    {
        RequireDefaults(mapping);
        ImmutableArray<JoinTable> tables = [.. mapping.Joins.Select(JoinTable.Load)];
        ImmutableArray<ParameterReader> readers = [.. mapping.Parameters.Select(parameter => new ParameterReader(parameter))];
        using var rows = new JoinedRows(mapping, tables);
        foreach (var reader in readers) reader.Bind(rows);
        // Before a long file is read in vain.
        foreach (var column in new[] { mapping.Feedback, mapping.Context, mapping.Id, mapping.Propensity, mapping.Penalty?.Column })
            if (column is not null) rows.Find(column);
        var count = 0L;
        for (; rows.Read(progress, cancellationToken); count++)
            foreach (var reader in readers) reader.Note(rows);
        if (count == 0)
        {
            throw new InputException(mapping.Where.IsEmpty
                ? $"{mapping.File} has no rows below its header."
                : $"{mapping.File} has no rows with {string.Join(" and ", mapping.Where)}.");
        }

        return new DataSource(mapping, tables, readers, SpaceOf(mapping, readers), count);
    }

    /// <summary>Streams the rows that meet the conditions.</summary>
    /// <param name="progress">Told the share of the file that was read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InputException">A value cannot be used.</exception>
    public IEnumerable<DataRow> Rows(Action<double>? progress, CancellationToken cancellationToken)
    {
        using var rows = new JoinedRows(Mapping, _tables);
        foreach (var reader in _readers) reader.Bind(rows);
        var feedback = rows.Find(Mapping.Feedback);
        var (context, id) = (Optional(Mapping.Context), Optional(Mapping.Id));
        var (propensity, penalty) = (Optional(Mapping.Propensity), Optional(Mapping.Penalty?.Column));
        var setting = new int[_readers.Length];
        while (rows.Read(progress, cancellationToken))
        {
            for (var j = 0; j < setting.Length; j++) setting[j] = _readers[j].Place(rows);
            yield return new DataRow(
                rows.File.Line,
                context is { } c ? rows[c] : ContextKey.Default.Text,
                setting,
                Number(rows, feedback, Mapping.Feedback, static y => y is >= 0 and <= 1, "is not a number from 0 to 1"),
                penalty is { } p ? Cost(rows, p, Mapping.Penalty!) : 0,
                id is { } i ? rows[i] : "",
                propensity is { } q ? Number(rows, q, Mapping.Propensity!, static x => x is > 0 and <= 1, "is not a probability above 0 and at most 1") : 1);
        }

        JoinedRows.Column? Optional(string? name) => name is null ? null : rows.Find(name);
    }

    /// <summary>What was asked for, for the report.</summary>
    public ReplaySettings SettingsOf(ReplayOptions options) => new(
        Path.GetFileName(Mapping.File),
        Mapping.Context,
        [.. Space.Parameters.Select(parameter => new ReplayedParameter(
            parameter.Name, parameter.Kind.ToString().ToLowerInvariant(), parameter.Values, parameter.Default))],
        Mapping.Feedback,
        options.Bernoulli,
        Mapping.Penalty?.ToString(),
        [.. Mapping.Where.Select(condition => condition.ToString())],
        options.Calls,
        options.Seeds,
        options.Seed,
        options.Module.AdaptationThreshold,
        options.Module.PoolingStrength,
        options.Delay,
        options.Module.EffectiveMode != LearningMode.Off);

    private static double Cost(JoinedRows rows, JoinedRows.Column column, Penalty penalty) => penalty.Weight
        * Number(rows, column, penalty.Column, static x => x is >= 0 and < double.PositiveInfinity, "is not a number of 0 or more, as a penalty must be");

    private static double Number(JoinedRows rows, JoinedRows.Column column, string name, Func<double, bool> isValid, string rule)
    {
        var text = rows[column];
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && isValid(number)
            ? number
            : throw rows.File.Wrong(name, text, rule);
    }

    private static ParameterSpace SpaceOf(DataMapping mapping, ImmutableArray<ParameterReader> readers)
    {
        try
        {
            return new ParameterSpace([.. mapping.Parameters.Zip(readers, (parameter, reader) => reader.Define(
                mapping.Defaults.LastOrDefault(value => IsName(value, parameter))?.Value))]);
        }
        catch (ModuleConfigurationException exception)
        {
            throw new InputException($"{mapping.File}: {exception.Message}", exception);
        }
    }

    private static void RequireDefaults(DataMapping mapping)
    {
        foreach (var value in mapping.Defaults)
        {
            if (mapping.Parameters.Any(parameter => IsName(value, parameter))) continue;
            var names = string.Join(", ", mapping.Parameters.Select(parameter => $"'{parameter.Text}'"));
            throw new InputException($"There is no parameter '{value.ParameterName}' to have the default '{value.Value}'; there are {names}.");
        }
    }

    private static bool IsName(ParameterValue value, ParameterColumn parameter) => value.ParameterName == parameter.Name || value.ParameterName == parameter.Text;
}
