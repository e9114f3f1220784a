using System.Collections.Immutable;
using SelfLearning.Learning;
using SelfLearning.Tool.Replaying.Results;

namespace SelfLearning.Tool.Replaying.Simulation;

/// <summary>Collects how the confidence in each value goes, at the calls at which it is asked to look.</summary>
internal sealed class ConfidenceLog
{
    /// <summary>The most contexts whose paths are kept: the first ones.</summary>
    public const int MostContexts = 50;

    private readonly Dictionary<(int Context, string Parameter, string Value), List<ConfidencePoint>> _points = [];

    /// <summary>Notes the confidences of a context that has had a call.</summary>
    /// <param name="call">The number of calls of the run so far.</param>
    /// <param name="context">The place of the context.</param>
    /// <param name="model">Its model.</param>
    public void Look(int call, int context, ContextModel model)
    {
        if (context >= MostContexts) return;
        foreach (var estimate in model.Estimates())
        {
            var key = (context, estimate.ParameterName, estimate.Value);
            if (!_points.TryGetValue(key, out var points)) _points.Add(key, points = []);
            points.Add(new ConfidencePoint(call, estimate.Confidence, estimate.InUse));
        }
    }

    /// <summary>The paths by context, parameter and value; values that were never compared with another are left out.</summary>
    /// <param name="contexts">The texts of the contexts.</param>
    /// <param name="space">The parameters.</param>
    public ImmutableArray<ConfidencePath> ToPaths(IReadOnlyList<string> contexts, ParameterSpace space) =>
    [
        .. _points.Where(path => path.Value.Exists(point => point.Confidence is not null))
            .OrderBy(path => path.Key.Context).ThenBy(path => space.IndexOf(path.Key.Parameter))
            .ThenBy(path => space[space.IndexOf(path.Key.Parameter)].IndexOf(path.Key.Value))
            .Select(path => new ConfidencePath(contexts[path.Key.Context], path.Key.Parameter, path.Key.Value, [.. path.Value])),
    ];
}
