namespace SelfLearning.Demo.Input;

/// <summary>A file blocks can be taken from.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Length">Its size in bytes when it was found.</param>
internal sealed record InputFile(string Path, long Length);
