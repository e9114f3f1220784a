namespace SelfLearning;

/// <summary>An adaptation, a pin or a learning cycle could not be changed or run as asked.</summary>
[GenerateSerializer, Alias("selflearning.adaptation-exception")]
public class AdaptationException : SelfLearningException
{
    /// <summary>An exception without a message.</summary>
    public AdaptationException() { }

    /// <summary>An exception with a message that says what is wrong and what to do.</summary>
    public AdaptationException(string message) : base(message) { }

    /// <summary>An exception with a cause.</summary>
    public AdaptationException(string message, Exception? innerException) : base(message, innerException) { }
}
