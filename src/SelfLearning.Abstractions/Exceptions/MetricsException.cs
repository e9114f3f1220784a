namespace SelfLearning;

/// <summary>Metrics could not be recorded, read or stored.</summary>
[GenerateSerializer, Alias("selflearning.metrics-exception")]
public class MetricsException : SelfLearningException
{
    /// <summary>An exception without a message.</summary>
    public MetricsException() { }

    /// <summary>An exception with a message that says what is wrong and what to do.</summary>
    public MetricsException(string message) : base(message) { }

    /// <summary>An exception with a cause.</summary>
    public MetricsException(string message, Exception? innerException) : base(message, innerException) { }
}
