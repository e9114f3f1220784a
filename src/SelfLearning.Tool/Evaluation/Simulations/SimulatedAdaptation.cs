namespace SelfLearning.Tool.Evaluation.Simulations;

/// <summary>An adaptation in a simulation, with what only the simulation knows.</summary>
/// <param name="Call">The call after which it was made.</param>
/// <param name="Feedbacks">The feedbacks learned by then.</param>
/// <param name="Change">What was changed.</param>
/// <param name="Gain">The mean quality of the new setting less that of the old one, at this call.</param>
internal sealed record SimulatedAdaptation(int Call, int Feedbacks, Change Change, double Gain)
{
    private const double Same = 1e-9;

    /// <summary>Whether the new value is truly better.</summary>
    public bool IsRight => Gain > Same;

    /// <summary>Whether the new value is truly worse.</summary>
    public bool IsHarmful => Gain < -Same;
}
