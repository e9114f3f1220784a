namespace SelfLearning.Demo.Input;

/// <summary>The input cannot be used; the message says why and what to do.</summary>
internal sealed class InputException(string message) : Exception(message);
