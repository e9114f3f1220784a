using SelfLearning.Tool.Evaluation.Scenarios;

namespace SelfLearning.Learning.Tests.Strategies;

/// <summary>Policies and situations in places, for tests that choose every share themselves.</summary>
internal static class Trials
{
    /// <summary>A choice of values v0, v1, ... named p0; the first is the default.</summary>
    public static ParameterDefinition Choice(int values, string name = "p0") =>
        ParameterDefinition.Categorical(name, "v0", Enumerable.Range(0, values).Select(v => $"v{v}"));

    /// <summary>What a learner is told.</summary>
    public static LearnerSituation Situation(ModuleOptions options, params int[] incumbents) =>
        new([.. incumbents], [.. incumbents.Select(_ => -1)], options);

    /// <summary>The same with the values that were in use before.</summary>
    public static LearnerSituation From(this LearnerSituation situation, params int[] previous) => situation with { Previous = [.. previous] };

    /// <summary>A policy that serves the given values in use and tries the given candidates.</summary>
    public static Policy Policy(ParameterSpace space, int[] incumbents, params (int Parameter, int Value, double Share)[] candidates) =>
        Learning.Policy.Resolve(
            new PolicySnapshot
            {
                Version = 1,
                PublishedAt = DateTimeOffset.UnixEpoch,
                Values = [.. incumbents.Select((v, j) => new ParameterValue(space[j].Name, space[j].Values[v]))],
                Candidates = [.. candidates.Select(c => new PolicyCandidate(space[c.Parameter].Name, space[c.Parameter].Values[c.Value], c.Share))],
                TrialShare = candidates.Sum(c => c.Share),
            },
            space);

    /// <summary>Serves calls as a policy does, and learns a quality for each by the place of the candidate tried, -1 for values in use.</summary>
    public static void Serve(this IContextLearner learner, Policy policy, int calls, LearnerSituation situation, Func<int, double> quality)
    {
        for (var call = 0; call < calls; call++)
        {
            var candidate = policy.Choose(CounterRandom.U(1, CounterRandom.Explore, (ulong)call), CounterRandom.U(1, CounterRandom.Pick, (ulong)call));
            learner.Learn(new Observation(quality(candidate), policy, candidate, 0), situation);
        }
    }

    /// <summary>Serves one value of one parameter in every second call, and learns one quality for it and one for the value in use.</summary>
    public static void Compare(
        this IContextLearner learner, ParameterSpace space, int parameter, int value, double tried, double inUse, int rounds, LearnerSituation situation)
    {
        var policy = Policy(space, [.. situation.Incumbents], (parameter, value, 0.5));
        for (var i = 0; i < rounds; i++)
        {
            learner.Learn(new Observation(tried, policy, 0, 0), situation);
            learner.Learn(new Observation(inUse, policy, -1, 0), situation);
        }
    }
}
