namespace SelfLearning.Tool.Replaying.Data;

/// <summary>A further CSV file whose row with the same text in a column is added to each row.</summary>
/// <param name="File">The file; it is held in memory.</param>
/// <param name="Column">The column that both have.</param>
internal sealed record JoinedFile(string File, string Column);
