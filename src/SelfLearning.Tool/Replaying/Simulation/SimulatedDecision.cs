using SelfLearning.Learning;

namespace SelfLearning.Tool.Replaying.Simulation;

/// <summary>What one call got.</summary>
/// <param name="Call">The number of the call, from 0.</param>
/// <param name="Context">The place of its context.</param>
/// <param name="Policy">The policy version in force.</param>
/// <param name="Candidate">The place of the tried value in the policy's candidates; -1 when all values in use were served.</param>
internal readonly record struct SimulatedDecision(int Call, int Context, Policy Policy, int Candidate)
{
    /// <summary>Writes the place of each parameter's served value.</summary>
    public void CopyTo(Span<int> setting)
    {
        Policy.Incumbents.CopyTo(setting);
        if (Candidate >= 0 && Policy.Candidates[Candidate] is var tried) setting[tried.Parameter] = tried.Value;
    }
}
