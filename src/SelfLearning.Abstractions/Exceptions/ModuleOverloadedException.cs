namespace SelfLearning;

/// <summary>
/// A silo refused to run a module for now, because as many calls run already as its limits allow. Nothing was run; always
/// <see cref="SelfLearningException.IsRetryable"/>, and worth a pause before the next attempt.
/// </summary>
[GenerateSerializer, Alias("selflearning.module-overloaded-exception")]
public class ModuleOverloadedException : ModuleProcessingException
{
    /// <summary>An exception without a message.</summary>
    public ModuleOverloadedException() { }

    /// <summary>An exception with a message that says what is wrong and what to do.</summary>
    public ModuleOverloadedException(string message) : base(message) { }

    /// <summary>An exception with a cause.</summary>
    public ModuleOverloadedException(string message, Exception? innerException) : base(message, innerException) { }
}
