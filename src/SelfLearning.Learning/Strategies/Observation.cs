namespace SelfLearning.Learning;

/// <summary>One decision and its quality.</summary>
/// <param name="Quality">0 to 1.</param>
/// <param name="Policy">The policy version the decision was made with.</param>
/// <param name="Candidate">The place in the policy's candidates of the value that was tried; -1 when all values in use were served.</param>
/// <param name="Overridden">One bit for each parameter of the space: set where the caller used a value of its own, which is no evidence.</param>
public readonly record struct Observation(double Quality, Policy Policy, int Candidate, uint Overridden)
{
    /// <summary>
    /// Whether the decision tells about a parameter: it was served unexplored or explored in this parameter, not overridden, and by
    /// values the space still has.
    /// </summary>
    public bool TellsAbout(int parameter)
    {
        if ((Overridden & (1u << parameter)) != 0 || Policy.Incumbents[parameter] < 0) return false;
        return Candidate < 0 || Policy.Candidates[Candidate].Parameter == parameter;
    }

    /// <summary>The place of the value of <paramref name="parameter"/> that was served.</summary>
    public int Served(int parameter) =>
        Candidate >= 0 && Policy.Candidates[Candidate].Parameter == parameter ? Policy.Candidates[Candidate].Value : Policy.Incumbents[parameter];
}
