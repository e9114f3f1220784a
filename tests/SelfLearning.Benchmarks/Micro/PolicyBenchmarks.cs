using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using SelfLearning.Learning;

namespace SelfLearning.Benchmarks.Micro;

/// <summary>Deciding: the choice that every call makes, and what it then gets.</summary>
public class PolicyBenchmarks
{
    private readonly Random _random = new(11);
    private Policy _policy = null!;

    [Params(2, 16)]
    public int Candidates { get; set; }

    [GlobalSetup]
    public void Publish()
    {
        var values = Enumerable.Range(0, Candidates + 1).Select(i => $"value-{i}").ToArray();
        var space = new ParameterSpace(ParameterDefinition.Categorical("structure", values[0], values));
        var snapshot = new PolicySnapshot
        {
            Version = 1,
            PublishedAt = DateTimeOffset.UnixEpoch,
            Values = [new ParameterValue("structure", values[0])],
            Candidates = [.. values.Skip(1).Select(value => new PolicyCandidate("structure", value, 0.3 / Candidates))],
            TrialShare = 0.3,
        };
        _policy = Policy.Resolve(snapshot, space);
    }

    [Benchmark]
    public int Choose() => _policy.Choose(_random.NextDouble(), _random.NextDouble());

    [Benchmark]
    public ImmutableArray<ParameterValue> Decide() => _policy.Decide(0);
}
