namespace SelfLearning;

/// <summary>An operation of a module failed or could not be started.</summary>
[GenerateSerializer, Alias("selflearning.module-processing-exception")]
public class ModuleProcessingException : SelfLearningException
{
    /// <summary>An exception without a message.</summary>
    public ModuleProcessingException() { }

    /// <summary>An exception with a message that says what is wrong and what to do.</summary>
    public ModuleProcessingException(string message) : base(message) { }

    /// <summary>An exception with a cause.</summary>
    public ModuleProcessingException(string message, Exception? innerException) : base(message, innerException) { }
}
