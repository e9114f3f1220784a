namespace SelfLearning.Tool.Replaying.Data;

/// <summary>One row that met the conditions. Valid until the next one is read: <see cref="Setting"/> is used again.</summary>
/// <param name="Line">Its line in the file, from 1, the header counted.</param>
/// <param name="Context">The text of its context.</param>
/// <param name="Setting">For each parameter of <see cref="DataSource.Space"/> the place of its value.</param>
/// <param name="Feedback">0 to 1, before any penalty.</param>
/// <param name="Penalty">What is subtracted from the feedback, 0 or more: weight times column.</param>
/// <param name="Id">The text that names its item; empty without an id column.</param>
/// <param name="Propensity">The probability with which its setting was chosen; 1 without a propensity column.</param>
internal readonly record struct DataRow(
    long Line, string Context, ReadOnlyMemory<int> Setting, double Feedback, double Penalty, string Id, double Propensity);
