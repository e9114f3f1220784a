namespace SelfLearning.Tool.Diagnosis;

/// <summary>What was found in a configuration.</summary>
/// <param name="Config">The file.</param>
/// <param name="Checks">All checks, in their order.</param>
internal sealed record Examination(string Config, IReadOnlyList<Check> Checks)
{
    /// <summary>Checks that hold.</summary>
    public int Ok => Count(CheckState.Ok);

    /// <summary>Checks that do not.</summary>
    public int Failed => Count(CheckState.Failed);

    /// <summary>Checks that were not made.</summary>
    public int Skipped => Count(CheckState.Skipped);

    private int Count(CheckState state) => Checks.Count(check => check.State == state);
}
