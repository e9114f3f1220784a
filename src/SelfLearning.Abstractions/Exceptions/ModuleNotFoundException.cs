namespace SelfLearning;

/// <summary>No silo runs the module and no host has registered it.</summary>
[GenerateSerializer, Alias("selflearning.module-not-found-exception")]
public class ModuleNotFoundException : SelfLearningException
{
    /// <summary>An exception without a message.</summary>
    public ModuleNotFoundException() => Reason = FailureReason.NotFound;

    /// <summary>An exception with a message that says what is wrong and what to do.</summary>
    public ModuleNotFoundException(string message) : base(message) => Reason = FailureReason.NotFound;

    /// <summary>An exception with a cause.</summary>
    public ModuleNotFoundException(string message, Exception? innerException) : base(message, innerException) => Reason = FailureReason.NotFound;
}
