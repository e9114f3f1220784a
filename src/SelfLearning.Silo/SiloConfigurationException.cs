namespace SelfLearning.Silo;

/// <summary>A silo does not start on this configuration. The message holds every fault, one a line, and no secret.</summary>
public sealed class SiloConfigurationException : Exception
{
    /// <summary>An exception for one or more faults.</summary>
    /// <param name="faults">What is wrong and the way out, one message for each fault.</param>
    public SiloConfigurationException(IReadOnlyList<string> faults)
        : base(string.Join(Environment.NewLine, faults)) => Faults = faults;

    /// <summary>What is wrong and the way out, one message for each fault.</summary>
    public IReadOnlyList<string> Faults { get; }
}
