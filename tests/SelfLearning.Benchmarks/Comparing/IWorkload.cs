namespace SelfLearning.Benchmarks.Comparing;

/// <summary>One kind of work that the product does, measured side by side with what it stands on.</summary>
internal interface IWorkload
{
    /// <summary>The word that <c>--only</c> takes; the names of the results begin with it.</summary>
    string Name { get; }

    /// <summary>What is compared with what.</summary>
    string Description { get; }

    /// <summary>Sets up, measures, reports to <paramref name="bench"/> and takes down what it set up.</summary>
    Task RunAsync(Bench bench, CancellationToken cancellationToken);
}
