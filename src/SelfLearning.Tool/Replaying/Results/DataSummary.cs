namespace SelfLearning.Tool.Replaying.Results;

/// <summary>What was read.</summary>
/// <param name="Rows">Rows that met the conditions.</param>
/// <param name="Items">Different items (ids) that were kept; 0 for logged decisions.</param>
/// <param name="Cells">Pairs of an item and a setting with feedback that were kept; 0 for logged decisions.</param>
/// <param name="Settings">Different combinations of parameter values in the data.</param>
/// <param name="KeptShare">The share of the items that was kept: 1 unless there were too many for the memory; then a uniform sample by hash.</param>
/// <param name="ServedByNeighbour">Calls over all runs whose setting the item lacks, and which the nearest measured one stood in for.</param>
internal sealed record DataSummary(long Rows, int Items, int Cells, int Settings, double KeptShare, long ServedByNeighbour);
