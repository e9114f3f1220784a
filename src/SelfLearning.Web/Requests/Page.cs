namespace SelfLearning.Web;

/// <summary>A part of a list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Items">The items, in the order of the list.</param>
/// <param name="Next">Passed as <c>cursor</c> it gives the part after this one; <c>null</c> at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
