using System.Collections.Immutable;
using SelfLearning.Learning;
using SelfLearning.Tool.Evaluation.Scenarios;
using SelfLearning.Tool.Replaying.Simulation;

namespace SelfLearning.Tool.Replaying.FullInformation;

/// <summary>One run: every call draws an item, its context's policy chooses, and the item's cell answers.</summary>
internal sealed class FullInformationRun
{
    /// <summary>The most stretches of a learning curve.</summary>
    public const int MostStretches = 50;

    private const int Looks = 10;
    private const int CallsBetweenReports = 256;

    private readonly CellTable _table;
    private readonly SettingScores _scores;
    private readonly ReplayOptions _options;
    private readonly int _seed;
    private readonly SimulatedModule _module;
    private readonly int[] _setting;
    private readonly RunResult _result;

    /// <summary>A run that has not begun.</summary>
    /// <param name="table">The data.</param>
    /// <param name="scores">What settings are worth in the data.</param>
    /// <param name="keys">The keys of the contexts.</param>
    /// <param name="options">How it runs.</param>
    /// <param name="seed">Its seed.</param>
    public FullInformationRun(CellTable table, SettingScores scores, ImmutableArray<ContextKey> keys, ReplayOptions options, int seed)
    {
        (_table, _scores, _options, _seed, _setting) = (table, scores, options, seed, new int[table.Space.Count]);
        _result = new RunResult(seed, keys.Length, Stretches(options.Calls)) { Confidences = seed == options.Seed ? new ConfidenceLog() : null };
        var definition = new ModuleDefinition { Name = ReplayOptions.ModuleName, Parameters = table.Space, Options = options.Module };
        _module = new SimulatedModule(definition, keys, (ulong)seed, options.Delay, Learned);
    }

    /// <summary>The number of stretches of a learning curve over so many calls.</summary>
    public static int Stretches(int calls) => Math.Min(MostStretches, calls);

    /// <summary>Makes the calls.</summary>
    /// <param name="progress">Told of calls as they are made.</param>
    /// <param name="cancellationToken">Ends the run early; what was done until then is the result.</param>
    public RunResult Run(Action<int> progress, CancellationToken cancellationToken)
    {
        var (calls, stretches, reported) = (_options.Calls, _result.Stretches.Length, 0);
        for (var call = 0; call < calls && !(call % CallsBetweenReports == 0 && cancellationToken.IsCancellationRequested); call++)
        {
            Serve(call, (int)((long)call * stretches / calls));
            _module.Next();
            _result.Calls = call + 1;
            if (EndsPart(call, stretches) && _result.Confidences is { } log) LookAt(model => log.Look(call + 1, model.Context, model.Model));
            if (EndsPart(call, Looks)) LookAt(model => Judge(model.Context, model.Model));
            if (_result.Calls % CallsBetweenReports != 0 && _result.Calls < calls) continue;
            progress(_result.Calls - reported);
            reported = _result.Calls;
        }

        LookAt(model => _result.InUse[model.Context] = [.. model.Model.Policy.Incumbents]);
        return _result;
    }

    private void Serve(int call, int stretch)
    {
        var item = (int)(U(CounterRandom.World, call) * _table.Items);
        var context = _table.ContextOf(item);
        var decision = _module.Decide(context);
        decision.CopyTo(_setting);
        var cell = _table.Serve(item, _setting, out var isNeighbour);
        _module.Answer(decision, cell.Draw(_options.Bernoulli, U(CounterRandom.Reward, call)));

        var expected = cell.Expected(_options.Bernoulli);
        ref readonly var alternatives = ref _scores[item];
        _result.Contexts[context].Add(expected, alternatives);
        if (call * 2L >= _options.Calls) _result.SecondHalves[context].Add(expected, alternatives);
        _result.Stretches[stretch].Add(expected, alternatives);
        if (isNeighbour) _result.ServedByNeighbour[context]++;
    }

    private void Learned(int context, LearningCycleReport report)
    {
        foreach (var adaptation in report.Adaptations.Where(adaptation => adaptation.Applied)) Adapted(context, adaptation);
    }

    private void Adapted(int context, Adaptation adaptation)
    {
        var parameter = _table.Space.IndexOf(adaptation.ParameterName);
        int[] changed = [.. _module.Model(context)!.Policy.Incumbents];
        var mean = _scores.MeanOf(context, changed);
        changed[parameter] = _table.Space[parameter].IndexOf(adaptation.OldValue);
        var truth = mean - _scores.MeanOf(context, changed);
        _result.Adaptations.Add(_seed, _module.Call, context, _table.Contexts[context], adaptation, truth);
    }

    // Whether each value on trial is better in the data than the one in use, against the confidence that it is.
    private void Judge(int context, ContextModel model)
    {
        int[] setting = [.. model.Policy.Incumbents];
        var mean = _scores.MeanOf(context, setting);
        foreach (var estimate in model.Estimates())
        {
            if (estimate.Confidence is not { } confidence) continue;
            var parameter = _table.Space.IndexOf(estimate.ParameterName);
            var inUse = setting[parameter];
            setting[parameter] = _table.Space[parameter].IndexOf(estimate.Value);
            _result.Reliability.Add(confidence, _scores.MeanOf(context, setting) > mean);
            setting[parameter] = inUse;
        }
    }

    private bool EndsPart(int call, int parts) => (call + 1L) * parts / _options.Calls > (long)call * parts / _options.Calls;

    private void LookAt(Action<(int Context, ContextModel Model)> look)
    {
        for (var context = 0; context < _table.Contexts.Length; context++)
            if (_module.Model(context) is { } model) look((context, model));
    }

    private double U(ulong stream, int call) => CounterRandom.U((ulong)_seed, stream, (ulong)call);
}
