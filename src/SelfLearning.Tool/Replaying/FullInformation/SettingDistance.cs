namespace SelfLearning.Tool.Replaying.FullInformation;

/// <summary>
/// How far two settings are apart: the mean over the parameters of |difference| / range for numbers and of 0 or 1 for the others (Gower, "A
/// general coefficient of similarity and some of its properties", 1971).
/// </summary>
internal sealed class SettingDistance(ParameterSpace space)
{
    // Sums of the same terms in another order differ by less: such distances are equal.
    private const double Rounding = 1e-12;

    // The steps of a number's range; 0 for a parameter whose values are in no order. A grid is even, so places are as good as values.
    private readonly int[] _steps = [.. space.Parameters.Select(parameter => parameter.IsNumeric ? parameter.Values.Length - 1 : 0)];

    /// <summary>The distance, 0 to 1.</summary>
    public double Between(ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        var sum = 0.0;
        for (var j = 0; j < _steps.Length; j++)
        {
            if (a[j] == b[j]) continue;
            sum += _steps[j] == 0 ? 1 : (double)Math.Abs(a[j] - b[j]) / _steps[j];
        }

        return sum / _steps.Length;
    }

    /// <summary>Whether a distance is truly smaller than another.</summary>
    public static bool IsNearer(double distance, double than) => distance < than - Rounding;
}
