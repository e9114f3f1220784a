namespace SelfLearning.Deploy.Tests.Compose;

/// <summary>What the tests look at of a composed service.</summary>
internal sealed class ComposeService
{
    public string Image { get; init; } = "";

    public Dictionary<string, string?> Environment { get; init; } = [];

    public List<string> Ports { get; init; } = [];

    public List<string> CapDrop { get; init; } = [];

    public List<string> SecurityOpt { get; init; } = [];

    public bool ReadOnly { get; init; }

    public bool Privileged { get; init; }

    public string Restart { get; init; } = "";

    public string StopGracePeriod { get; init; } = "";

    /// <summary>What is set in the container: without the variables that are handed on only if they are set.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Given => Environment.Where(variable => variable.Value is not null);
}
