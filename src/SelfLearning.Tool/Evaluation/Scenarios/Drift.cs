namespace SelfLearning.Tool.Evaluation.Scenarios;

/// <summary>How the means of a world change.</summary>
/// <param name="Kind">0: they do not; 1: they jump at <paramref name="From"/>; 2: they move evenly until <paramref name="To"/>.</param>
/// <param name="From">A call.</param>
/// <param name="To">A call.</param>
/// <param name="Amplitude">Of a sine over all means.</param>
/// <param name="Period">Of the sine, in calls.</param>
internal sealed record Drift(int Kind, double From, double To, double Amplitude, double Period)
{
    public static Drift None { get; } = new(0, 0, 0, 0, 1);

    public bool Moves => Kind != 0 || Amplitude != 0;
}
