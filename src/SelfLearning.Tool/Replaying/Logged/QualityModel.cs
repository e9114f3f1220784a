namespace SelfLearning.Tool.Replaying.Logged;

/// <summary>
/// What feedback to expect of a combination in a context, from past rows alone: their mean, shrunk to the mean of the context, and that
/// to the mean of all, which begins at 0.5. As good a guess as it is, the doubly robust estimate stays unbiased with any: each is made
/// before its row is seen.
/// </summary>
/// <param name="contexts">The number of contexts.</param>
/// <param name="combinations">The number of combinations.</param>
internal sealed class QualityModel(int contexts, int combinations)
{
    // A mean counts as so many rows of its own against the mean it is shrunk to.
    private const double Shrinkage = 10;

    private readonly (double Sum, long Count)[] _cells = new (double, long)[contexts * combinations];
    private readonly (double Sum, long Count)[] _contexts = new (double, long)[contexts];
    private (double Sum, long Count) _all;

    /// <summary>The feedback to expect, in [0, 1].</summary>
    public double Expect(int context, int combination) => Shrunk(_cells[Cell(context, combination)], Shrunk(_contexts[context], Shrunk(_all, 0.5)));

    /// <summary>Takes in a row.</summary>
    public void Learn(int context, int combination, double feedback)
    {
        Add(ref _cells[Cell(context, combination)], feedback);
        Add(ref _contexts[context], feedback);
        Add(ref _all, feedback);
    }

    private int Cell(int context, int combination) => (context * combinations) + combination;

    private static double Shrunk((double Sum, long Count) own, double mean) => (own.Sum + (Shrinkage * mean)) / (own.Count + Shrinkage);

    private static void Add(ref (double Sum, long Count) sums, double feedback) => sums = (sums.Sum + feedback, sums.Count + 1);
}
