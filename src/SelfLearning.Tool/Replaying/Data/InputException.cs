namespace SelfLearning.Tool.Replaying.Data;

/// <summary>The data or what was asked of them cannot be used; the message is one line that names file, row, column, value and rule.</summary>
internal sealed class InputException(string message, Exception? inner = null) : Exception(message, inner);
