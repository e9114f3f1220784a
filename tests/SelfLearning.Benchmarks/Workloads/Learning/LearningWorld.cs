using SelfLearning.Learning;

namespace SelfLearning.Benchmarks.Workloads.Learning;

/// <summary>Modules to learn in, and how good their values are.</summary>
internal static class LearningWorld
{
    /// <summary>The first parameters of a module that has a number, two lists, another number, a list and a switch.</summary>
    public static ModuleDefinition Module(string name, int parameters, ModuleOptions? options = null) => new()
    {
        Name = name,
        Parameters = new ParameterSpace([.. All.Take(parameters)]),
        Options = options ?? new ModuleOptions(),
    };

    /// <summary>A module with one list of values.</summary>
    public static ModuleDefinition ModuleWithCandidates(string name, int candidates) => new()
    {
        Name = name,
        Parameters = new ParameterSpace(List("variant", candidates + 1)),
        Options = new ModuleOptions(),
    };

    /// <summary>How good a decision turns out: every value has a mean of its own, and chance is as large as the differences.</summary>
    public static double Quality(Policy policy, int candidate, Random random)
    {
        var quality = 0.5;
        for (var p = 0; p < policy.Incumbents.Length; p++)
        {
            var value = candidate >= 0 && policy.Candidates[candidate].Parameter == p ? policy.Candidates[candidate].Value : policy.Incumbents[p];
            quality += 0.1 * Math.Sin((3 * p) + value);
        }

        return Math.Clamp(quality + (0.2 * (random.NextDouble() - 0.5)), 0, 1);
    }

    private static readonly ParameterDefinition[] All =
    [
        ParameterDefinition.Real("temperature", 0.6, 0, 1.2, 0.1),
        List("structure", 3),
        List("model", 4),
        ParameterDefinition.Integer("length", 5, 1, 10),
        List("tone", 5),
        List("rhyme", 2),
    ];

    private static ParameterDefinition List(string name, int values) =>
        ParameterDefinition.Categorical(name, $"{name}-0", [.. Enumerable.Range(0, values).Select(value => $"{name}-{value}")]);
}
