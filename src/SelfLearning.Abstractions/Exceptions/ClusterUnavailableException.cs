namespace SelfLearning;

/// <summary>
/// The cluster could not be reached, or did not answer. Always <see cref="SelfLearningException.IsRetryable"/>; where
/// <see cref="WasSent"/> is <c>false</c> nothing was carried out.
/// </summary>
[GenerateSerializer, Alias("selflearning.cluster-unavailable-exception")]
public class ClusterUnavailableException : SelfLearningException
{
    /// <summary>An exception without a message.</summary>
    public ClusterUnavailableException() { }

    /// <summary>An exception with a message that says what is wrong and what to do.</summary>
    public ClusterUnavailableException(string message) : base(message) { }

    /// <summary>An exception with a cause.</summary>
    public ClusterUnavailableException(string message, Exception? innerException) : base(message, innerException) { }

    /// <summary>Whether the call left this host, so that it may have been carried out although no answer came.</summary>
    [Id(0)] public bool WasSent { get; init; }
}
