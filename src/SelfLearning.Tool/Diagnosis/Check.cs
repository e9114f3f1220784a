namespace SelfLearning.Tool.Diagnosis;

/// <summary>One thing that was checked.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="State">How it ended.</param>
/// <param name="Detail">What was found, or what is wrong and the way out; <c>null</c> where the name says it all. No secret.</param>
internal sealed record Check(string Name, CheckState State, string? Detail = null);
