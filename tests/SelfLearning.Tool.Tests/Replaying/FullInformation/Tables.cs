using SelfLearning.Tool.Replaying.Data;
using SelfLearning.Tool.Replaying.FullInformation;

namespace SelfLearning.Tool.Tests.Replaying.FullInformation;

/// <summary>Tables of small files.</summary>
internal static class Tables
{
    public static CellTable Of(DataSource source, int mostCells = CellTableBuilder.MostCells) =>
        new CellTableBuilder(source, mostCells).Read(null, CancellationToken.None);
}
