using SelfLearning.Tool.Replaying.FullInformation;
using SelfLearning.Tool.Tests.Replaying.Data;

namespace SelfLearning.Tool.Tests.Replaying.FullInformation;

/// <summary>More cells than fit: a uniform sample of the items, by the hash of their ids.</summary>
public class CellTableBuilderTests
{
    private const int Items = 2_000;

    [Fact]
    public void The_limit_holds_and_every_kept_item_is_whole()
    {
        var table = Read(Rows(), 1_000);
        Assert.InRange(table.Count, 400, 1_000);
        Assert.Equal(2 * table.Items, table.Count);
        for (var item = 0; item < table.Items; item++) Assert.Equal(2, table.CellsOf(item).Length);
    }

    [Fact]
    public void The_share_is_a_power_of_a_half_and_is_what_is_kept()
    {
        var table = Read(Rows(), 1_000);
        Assert.Contains(table.KeptShare, new[] { 0.25, 0.125 });
        // Binomial: within four standard errors.
        var error = Math.Sqrt(table.KeptShare * (1 - table.KeptShare) / Items);
        Assert.InRange((double)table.Items / Items, table.KeptShare - (4 * error), table.KeptShare + (4 * error));
    }

    [Fact]
    public void The_sample_does_not_depend_on_the_order_of_the_rows()
    {
        var rows = Rows();
        var (forward, backward) = (Read(rows, 1_000), Read(rows.Reverse().ToArray(), 1_000));
        Assert.Equal(Feedbacks(forward), Feedbacks(backward));
    }

    [Fact]
    public void Everything_is_kept_where_it_fits()
    {
        var table = Read(Rows(), 2 * Items);
        Assert.Equal((Items, 2 * Items, 1.0), (table.Items, table.Count, table.KeptShare));
    }

    private static IEnumerable<double> Feedbacks(CellTable table) =>
        Enumerable.Range(0, table.Items).SelectMany(item => table.CellsOf(item).ToArray().Select(cell => cell.Feedback)).Order();

    private static string[] Rows() =>
        [.. Enumerable.Range(0, Items).SelectMany(i => new[] { $"item {i},a,{i / (double)Items}", $"item {i},b,{i / (double)Items}" })];

    private static CellTable Read(string[] rows, int mostCells)
    {
        using var file = TemporaryFile.Of(["id,p,feedback", .. rows]);
        return Tables.Of(Mappings.Of(file, "p").Open(), mostCells);
    }
}
