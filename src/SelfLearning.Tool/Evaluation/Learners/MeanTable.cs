namespace SelfLearning.Tool.Evaluation.Learners;

/// <summary>For every value of every parameter the feedbacks with it: their number and their sum.</summary>
internal sealed class MeanTable(IReadOnlyList<int> values)
{
    private readonly double[][] _sums = [.. values.Select(count => new double[count])];
    private readonly int[][] _counts = [.. values.Select(count => new int[count])];

    public int Count(int parameter, int value) => _counts[parameter][value];

    public double Sum(int parameter, int value) => _sums[parameter][value];

    /// <summary>The mean feedback; 0 before the first.</summary>
    public double Mean(int parameter, int value) => Sum(parameter, value) / Math.Max(1, Count(parameter, value));

    public void Add(int parameter, int value, double quality)
    {
        _sums[parameter][value] += quality;
        _counts[parameter][value]++;
    }

    /// <summary>Moves a feedback that was added before by a difference.</summary>
    public void Move(int parameter, int value, double difference) => _sums[parameter][value] += difference;
}
