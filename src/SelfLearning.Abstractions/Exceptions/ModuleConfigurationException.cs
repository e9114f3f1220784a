namespace SelfLearning;

/// <summary>A name, a definition, a configuration or an option is not valid.</summary>
[GenerateSerializer, Alias("selflearning.module-configuration-exception")]
public class ModuleConfigurationException : SelfLearningException
{
    /// <summary>An exception without a message.</summary>
    public ModuleConfigurationException() { }

    /// <summary>An exception with a message that says what is wrong and what to do.</summary>
    public ModuleConfigurationException(string message) : base(message) { }

    /// <summary>An exception with a cause.</summary>
    public ModuleConfigurationException(string message, Exception? innerException) : base(message, innerException) { }
}
