using SelfLearning.Tool.Replaying.Data;
using SelfLearning.Tool.Replaying.FullInformation;
using SelfLearning.Tool.Tests.Replaying.Data;

namespace SelfLearning.Tool.Tests.Replaying.FullInformation;

public class CellTableTests
{
    [Fact]
    public void A_measured_setting_answers_for_itself_and_repeated_rows_are_averaged()
    {
        var table = Read("1,0,a,0.2", "1,0,a,0.4", "1,10,b,1");
        Assert.Equal(0.3, Serve(table, 0, 0, out var isNeighbour), 12);
        Assert.False(isNeighbour);
        Assert.Equal(2, table.CellsOf(0).Length);
    }

    [Fact]
    public void A_setting_that_the_item_lacks_is_answered_by_the_nearest()
    {
        // From 6 it is 0.4 of the range to 10 and 0.6 to 0; another style is as far as the whole range.
        var table = Read("1,0,a,0.1", "1,10,a,0.9", "1,6,b,0.5", "2,6,a,0");
        Assert.Equal(0.9, Serve(table, 6, 0, out var isNeighbour), 12);
        Assert.True(isNeighbour);
    }

    [Fact]
    public void Of_equally_near_settings_the_first_in_the_file_answers()
    {
        Assert.Equal(0.9, Serve(Read("1,10,a,0.9", "1,0,a,0.1", "2,5,a,0"), 5, 0, out _), 12);
        Assert.Equal(0.1, Serve(Read("1,0,a,0.1", "1,10,a,0.9", "2,5,a,0"), 5, 0, out _), 12);
    }

    [Fact]
    public void An_item_has_one_context()
    {
        using var file = TemporaryFile.Of("id,p,context,feedback", "1,a,folk,1", "1,b,rock,1");
        var source = (Mappings.Of(file, "p") with { Context = "context" }).Open();
        var exception = Assert.Throws<InputException>(() => Tables.Of(source));
        Assert.Contains("line 3, column 'id': item '1' is in context 'rock' and was in 'folk' before", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Contexts_are_ordered_by_their_items()
    {
        using var file = TemporaryFile.Of("id,p,context,feedback", "1,a,folk,1", "2,a,rock,1", "3,b,rock,1");
        Assert.Equal(["rock", "folk"], Tables.Of((Mappings.Of(file, "p") with { Context = "context" }).Open()).Contexts.AsEnumerable());
    }

    private static double Serve(CellTable table, int level, int style, out bool isNeighbour) =>
        table.Serve(0, [table.Space[0].IndexOf($"{level}"), style], out isNeighbour).Feedback;

    // A level from 0 to 10 and a style.
    private static CellTable Read(params string[] rows)
    {
        using var file = TemporaryFile.Of(["id,level,style,feedback", .. rows, "9,0,a,0", "9,10,b,0"]);
        return Tables.Of(Mappings.Of(file, "level:integer:0:10:1", "style").Open());
    }
}
