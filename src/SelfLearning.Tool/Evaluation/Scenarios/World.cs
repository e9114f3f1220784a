namespace SelfLearning.Tool.Evaluation.Scenarios;

/// <summary>
/// One simulated context: the mean quality of every setting, how feedback is drawn from it, and when it arrives. A setting's place is
/// the sum of its parameters' places times their strides; the first parameter has stride 1.
/// </summary>
internal sealed record World
{
    public World(double[] means, params WorldParameter[] parameters)
    {
        Means = Later = means;
        Parameters = parameters;
        Strides = new int[parameters.Length];
        for (int j = 0, stride = 1; j < parameters.Length; stride *= parameters[j++].Values) Strides[j] = stride;
        AnswersWhenLow = AnswersWhenHigh = Enumerable.Repeat(1.0, means.Length).ToArray();
    }

    public IReadOnlyList<WorldParameter> Parameters { get; }

    public int[] Strides { get; }

    /// <summary>The mean quality of each setting.</summary>
    public double[] Means { get; }

    /// <summary>The same after the drift.</summary>
    public double[] Later { get; init; }

    public Drift Drift { get; init; } = Drift.None;

    /// <summary>A feedback is the mean of so many yes or no answers, at most 32.</summary>
    public int Draws { get; init; } = 1;

    /// <summary>The most calls a feedback is late.</summary>
    public int Delay { get; init; }

    /// <summary>For each setting the probability that a quality below 0.5 is told at all.</summary>
    public double[] AnswersWhenLow { get; init; }

    /// <summary>For each setting the probability that a quality of 0.5 or more is told.</summary>
    public double[] AnswersWhenHigh { get; init; }

    /// <summary>The share of feedbacks that arrive a second time, and are not recognised.</summary>
    public double Duplicates { get; init; }

    public int Calls { get; init; } = 5000;

    /// <summary>The same world in which each feedback is told with one probability, whatever it is.</summary>
    public World Answering(double probability)
    {
        var answers = Enumerable.Repeat(probability, Means.Length).ToArray();
        return this with { AnswersWhenLow = answers, AnswersWhenHigh = answers };
    }

    /// <summary>The mean quality of a setting at a call, kept between 0.01 and 0.99.</summary>
    public double MeanAt(int setting, int call)
    {
        var mean = Means[setting];
        if (Drift.Kind == 1 && call >= Drift.From) mean = Later[setting];
        if (Drift.Kind == 2) mean += (Later[setting] - mean) * Math.Clamp((call - Drift.From) / (Drift.To - Drift.From), 0, 1);
        if (Drift.Amplitude != 0) mean += Drift.Amplitude * Math.Sin(2 * Math.PI * call / Drift.Period);
        return Math.Min(0.99, Math.Max(0.01, mean));
    }

    /// <summary>The world's parameters as a learner sees them: p0, p1, ... with whole numbers or texts v0, v1, ...</summary>
    public ParameterSpace Space() => new([.. Parameters.Select((p, j) => p.Numeric
        ? ParameterDefinition.Integer($"p{j}", p.Default, 0, p.Values - 1)
        : ParameterDefinition.Categorical($"p{j}", $"v{p.Default}", Enumerable.Range(0, p.Values).Select(v => $"v{v}")))]);

    /// <summary>The place of a setting.</summary>
    public int Setting(IReadOnlyList<int> places)
    {
        var setting = 0;
        for (var j = 0; j < Strides.Length; j++) setting += places[j] * Strides[j];
        return setting;
    }
}
