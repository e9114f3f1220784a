namespace SelfLearning.Tool.Replaying.Data;

/// <summary>The values of a number: from the minimum to the maximum in steps.</summary>
internal readonly record struct NumberGrid(decimal Minimum, decimal Maximum, decimal Step);
