namespace SelfLearning.Tool.Replaying.Logged;

/// <summary>
/// What feedback to expect of a setting in a context, from past rows alone: their mean, shrunk to the mean of the context, and that
/// to the mean of all, which begins at 0.5. As good a guess as it is, the doubly robust estimate stays unbiased with any: each is made
/// before its row is seen.
/// </summary>
/// <param name="contexts">The number of contexts.</param>
/// <param name="settings">The number of settings.</param>
internal sealed class QualityModel(int contexts, int settings)
{
    // A mean counts as so many rows of its own against the mean it is shrunk to.
    private const double Shrinkage = 10;

    private readonly (double Sum, long Count)[] _cells = new (double, long)[contexts * settings];
    private readonly (double Sum, long Count)[] _contexts = new (double, long)[contexts];
    private (double Sum, long Count) _all;

    /// <summary>The feedback to expect, in [0, 1]; of a setting that no row has, -1, the context's.</summary>
    public double Expect(int context, int setting)
    {
        var mean = Shrunk(_contexts[context], Shrunk(_all, 0.5));
        return setting < 0 ? mean : Shrunk(_cells[Cell(context, setting)], mean);
    }

    /// <summary>Takes in a row.</summary>
    public void Learn(int context, int setting, double feedback)
    {
        Add(ref _cells[Cell(context, setting)], feedback);
        Add(ref _contexts[context], feedback);
        Add(ref _all, feedback);
    }

    private int Cell(int context, int setting) => (context * settings) + setting;

    private static double Shrunk((double Sum, long Count) own, double mean) => (own.Sum + (Shrinkage * mean)) / (own.Count + Shrinkage);

    private static void Add(ref (double Sum, long Count) sums, double feedback) => sums = (sums.Sum + feedback, sums.Count + 1);
}
