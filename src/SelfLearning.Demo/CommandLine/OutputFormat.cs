namespace SelfLearning.Demo.CommandLine;

/// <summary>How the result is written.</summary>
internal enum OutputFormat
{
    /// <summary>A table on a terminal, else plain lines.</summary>
    Text,

    /// <summary>One JSON object on the last line.</summary>
    Json,
}
