using SelfLearning.Tool.Replaying.Data;

namespace SelfLearning.Tool.Tests.Replaying.Data;

public class DataSourceTests
{
    private static readonly string[] Songs =
    [
        "id,style,level,loud,feedback,cost,genre",
        "1,plain,0.0,true,0.5,2,folk",
        "1,\"warm, soft\",0.50,False,1,0,folk",
        "2,plain,1,0,0,1,rock",
    ];

    [Fact]
    public void Every_row_becomes_a_context_a_setting_a_feedback_and_an_item()
    {
        using var file = TemporaryFile.Of(Songs);
        var source = (Mappings.Of(file, "style", "level:real", "loud:boolean") with { Context = "genre", Penalty = new Penalty("cost", 0.1) }).Open();
        Assert.Equal(3, source.Count);
        Assert.Equal(
            [("folk", "plain 0 true", 0.5, 0.2, "1"), ("folk", "warm, soft 0.5 false", 1, 0, "1"), ("rock", "plain 1 false", 0, 0.1, "2")],
            source.Read());
    }

    [Fact]
    public void Choices_are_in_the_order_of_the_file_and_numbers_on_the_coarsest_grid_that_holds_them()
    {
        using var file = TemporaryFile.Of(Songs);
        var space = Mappings.Of(file, "style", "level:real").Open().Space;
        Assert.Equal(["plain", "warm, soft"], space[0].Values.AsEnumerable());
        Assert.Equal(["0", "0.5", "1"], space[1].Values.AsEnumerable());
        Assert.Equal(("plain", "0"), (space[0].Default, space[1].Default));
    }

    [Fact]
    public void Bounds_and_a_step_make_the_grid()
    {
        using var file = TemporaryFile.Of(Songs);
        var space = (Mappings.Of(file, "level:real:0:2:0.25") with { Defaults = [new("level", "0.50")] }).Open().Space;
        Assert.Equal(9, space[0].Values.Length);
        Assert.Equal("0.5", space[0].Default);
    }

    [Theory]
    [InlineData("style+genre")]
    [InlineData("style.genre")]
    public void Joined_columns_are_one_parameter_with_both_names(string name)
    {
        using var file = TemporaryFile.Of(Songs);
        var space = (Mappings.Of(file, "style+genre") with { Defaults = [new(name, "plain|rock")] }).Open().Space;
        Assert.Equal("style.genre", space[0].Name);
        Assert.Equal(["plain|folk", "warm, soft|folk", "plain|rock"], space[0].Values.AsEnumerable());
        Assert.Equal("plain|rock", space[0].Default);
    }

    [Fact]
    public void Conditions_choose_rows()
    {
        using var file = TemporaryFile.Of(Songs);
        var mapping = Mappings.Of(file, "loud:boolean");
        Assert.Equal(2, (mapping with { Where = [new("genre", "folk", true)] }).Open().Count);
        Assert.Equal(1, (mapping with { Where = [new("genre", "folk", false)] }).Open().Count);
    }

    [Fact]
    public void A_joined_file_adds_its_columns()
    {
        using var file = TemporaryFile.Of("id,config,feedback", "1,a,0.5", "1,b,0.25");
        using var joined = TemporaryFile.Of("config,codec", "b,fast", "a,small");
        var source = (Mappings.Of(file, "codec") with { Joins = [new(joined.Path, "config")] }).Open();
        Assert.Equal(["small", "fast"], source.Read().Select(row => row.Setting));
    }

    [Fact]
    public void A_compressed_file_reads_as_the_plain_one()
    {
        using var plain = TemporaryFile.Of(Songs);
        using var compressed = TemporaryFile.OfBytes(plain.Gzip());
        Assert.Equal(Mappings.Of(plain, "style").Open().Read(), Mappings.Of(compressed, "style").Open().Read());
    }

    [Fact]
    public void A_column_name_that_is_no_parameter_name_is_made_one()
    {
        using var file = TemporaryFile.Of("id,my level,feedback", "1,a,1", "1,b,0");
        Assert.Equal("my_level", (Mappings.Of(file, "my level") with { Defaults = [new("my level", "b")] }).Open().Space[0].Name);
    }
}
