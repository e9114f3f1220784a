using System.Text;
using SelfLearning.Tool.CommandLine;
using SelfLearning.Tool.Replaying.Data;

namespace SelfLearning.Tool.Tests.Replaying.Data;

/// <summary>Each thing that can be wrong is said in one line that names row, column, value and rule.</summary>
public class InputErrorTests
{
    [Theory]
    [InlineData("1,a,1.7", "line 3, column 'feedback': '1.7' is not a number from 0 to 1")]
    [InlineData("1,a,NaN", "line 3, column 'feedback': 'NaN' is not a number from 0 to 1")]
    [InlineData("1,a,", "line 3, column 'feedback': '' is not a number from 0 to 1")]
    [InlineData("1,,1", "line 3, column 'p': '' does not have 1 to 200 characters")]
    [InlineData("1,a", "line 3: the row has 2 columns, and the header 3")]
    [InlineData("1,\"a,1", "line 3: Malformed CSV", "never closed")]
    public void A_row(string row, params string[] words) => Refuses(file => Mappings.Of(file, "p"), words, "id,p,feedback", "1,b,1", row);

    [Theory]
    [InlineData("p:integer", "0.5", "line 3, column 'p': '0.5' is not a whole number")]
    [InlineData("p:real", "warm", "line 3, column 'p': 'warm' is not a number")]
    [InlineData("p:boolean", "yes", "line 3, column 'p': 'yes' is none of true, false, 1, 0")]
    [InlineData("p:real:0:2:0.5", "0.7", "line 3, column 'p': '0.7' is not in the grid from 0 to 2 in steps of 0.5")]
    public void A_value_of_another_kind(string parameter, string value, string words) =>
        Refuses(file => Mappings.Of(file, parameter), [words], "id,p,feedback", "1,1,1", $"1,{value},1");

    [Fact]
    public void A_column_that_is_not_there_is_answered_with_the_nearest() => Refuses(
        file => Mappings.Of(file, "stile"), ["has no column 'stile'; the nearest are 'style'"], "id,style,genre,feedback", "1,a,b,1");

    [Fact]
    public void Values_that_are_not_separated_by_commas() => Refuses(
        file => Mappings.Of(file, "p"), ["has one column, 'id;p;feedback': its values seem to be separated by ';'", "save it with commas"],
        "id;p;feedback", "1;a;1");

    [Theory]
    [InlineData("p", "\xE4", "line 3, column 'p': the text is not UTF-8")]
    [InlineData("\xE4", "b", "line 1, column '\uFFFD': the text is not UTF-8")]
    public void A_text_that_is_not_utf8(string column, string value, string words)
    {
        using var file = TemporaryFile.OfBytes(Encoding.Latin1.GetBytes($"id,{column},feedback\n1,a,1\n1,{value},1\n"));
        var error = Assert.Throws<InputException>(() => DataSource.Open(Mappings.Of(file, "p"), null, default));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_that_is_called_twice() => Refuses(file => Mappings.Of(file, "p"), ["line 1: two columns are called 'p'"], "id,p,p,feedback", "1,a,a,1");

    [Fact]
    public void An_empty_file() => Refuses(file => Mappings.Of(file, "p"), ["is empty"]);

    [Fact]
    public void A_file_without_rows() => Refuses(file => Mappings.Of(file, "p"), ["has no rows below its header"], "id,p,feedback");

    [Fact]
    public void Conditions_that_no_row_meets() => Refuses(
        file => Mappings.Of(file, "p") with { Where = [new("p", "x", true), new("id", "2", false)] }, ["has no rows with p=x and id!=2"],
        "id,p,feedback", "1,a,1");

    [Fact]
    public void A_penalty_below_zero() => Refuses(
        file => Mappings.Of(file, "p") with { Penalty = new Penalty("cost", 1) }, ["line 2, column 'cost': '-1' is not a number of 0 or more"],
        "id,p,cost,feedback", "1,a,-1,1", "1,b,0,1");

    [Fact]
    public void A_propensity_of_zero() => Refuses(
        file => Mappings.Of(file, "p") with { Propensity = "q" }, ["line 3, column 'q': '0' is not a probability above 0"],
        "id,p,q,feedback", "1,a,1,1", "1,b,0,1");

    [Fact]
    public void A_default_that_is_no_value() => Refuses(
        file => Mappings.Of(file, "p") with { Defaults = [new("p", "c")] }, ["Parameter 'p': its default 'c' is not one of its values (a, b)"],
        "id,p,feedback", "1,a,1", "1,b,1");

    [Fact]
    public void A_default_of_no_parameter() => Refuses(
        file => Mappings.Of(file, "p") with { Defaults = [new("q", "c")] }, ["There is no parameter 'q'", "there are 'p'"], "id,p,feedback", "1,a,1");

    [Fact]
    public void A_default_of_another_kind() => Refuses(
        file => Mappings.Of(file, "p:integer") with { Defaults = [new("p", "1.5")] }, ["The default '1.5' of parameter 'p' is not a whole number"],
        "id,p,feedback", "1,1,1", "1,2,1");

    [Fact]
    public void A_parameter_with_one_value() => Refuses(
        file => Mappings.Of(file, "p"), ["Parameter 'p': it has 1 values, and a parameter has 2 to 1001"], "id,p,feedback", "1,a,1");

    [Fact]
    public void A_file_that_is_not_there()
    {
        var exception = Assert.Throws<InputException>(() => new DataMapping("no-such.csv", [MappingText.Parameter("p")], "feedback").Open());
        Assert.StartsWith("no-such.csv cannot be read: ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_without_a_row_to_join()
    {
        using var joined = TemporaryFile.Of("config,codec", "a,small");
        Refuses(
            file => Mappings.Of(file, "codec") with { Joins = [new(joined.Path, "config")] }, ["line 3, column 'config': 'b' has no row in", joined.Path],
            "id,config,feedback", "1,a,1", "1,b,1");
    }

    [Fact]
    public void A_row_to_join_that_stands_twice()
    {
        using var joined = TemporaryFile.Of("config,codec", "a,small", "a,fast");
        Refuses(
            file => Mappings.Of(file, "codec") with { Joins = [new(joined.Path, "config")] }, ["line 3, column 'config': 'a' stands in two rows"],
            "id,config,feedback", "1,a,1");
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.7)]
    public void A_compressed_file_that_is_cut_or_damaged(double place)
    {
        using var plain = TemporaryFile.Of(["id,p,feedback", .. Enumerable.Range(0, 20_000).Select(i => $"{i},{(i % 2 == 0 ? "a" : "b")},{i % 7 / 10.0}")]);
        var bytes = plain.Gzip();
        using var cut = TemporaryFile.OfBytes(bytes[..(int)(bytes.Length * place)]);
        Assert.Contains("is damaged", Assert.Throws<InputException>(() => Mappings.Of(cut, "p").Open()).Message, StringComparison.Ordinal);
        for (var i = 0; i < 64; i++) bytes[(int)(bytes.Length * place) + i] ^= 0x5a;
        using var damaged = TemporaryFile.OfBytes(bytes);
        var exception = Assert.Throws<InputException>(() => Mappings.Of(damaged, "p").Open());
        Assert.Contains(damaged.Path, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("p:rael", "the kind 'rael' is none of categorical, integer, real, boolean")]
    [InlineData("p:real:0:1", "is not of the form COL, COL:KIND or COL:KIND:MIN:MAX:STEP")]
    [InlineData("p:real:1:0:0.1", "the minimum must be below the maximum")]
    [InlineData("p:real:0:x:0.1", "'x' is not a number")]
    [InlineData("p:integer:0:1:0.5", "bounds and step of an integer are whole numbers")]
    [InlineData("p:categorical:0:1:1", "only an integer or a real has bounds")]
    [InlineData("p+q:real", "joined columns are categorical")]
    [InlineData("p+", "is not of the form")]
    public void A_parameter_on_the_command_line(string text, string words) =>
        Assert.Contains(words, Assert.Throws<InputException>(() => MappingText.Parameter(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Other_options_on_the_command_line()
    {
        Assert.Throws<InputException>(() => MappingText.Condition("=x"));
        Assert.Throws<InputException>(() => MappingText.Condition("!=x"));
        Assert.Throws<InputException>(() => MappingText.Join("file.csv"));
        Assert.Throws<InputException>(() => MappingText.Default("p"));
        Assert.Contains("must be above 0", Assert.Throws<InputException>(() => MappingText.Penalty("cost:0")).Message, StringComparison.Ordinal);
        Assert.Equal(new RowCondition("a", "b=c", true), MappingText.Condition("a=b=c"));
        Assert.Equal(new RowCondition("a", "b", false), MappingText.Condition("a!=b"));
        Assert.Equal(new JoinedFile("c:\\x.csv", "id"), MappingText.Join("c:\\x.csv:id"));
    }

    private static void Refuses(Func<TemporaryFile, DataMapping> mapping, string[] words, params string[] lines)
    {
        using var file = TemporaryFile.Of(lines);
        var exception = Assert.Throws<InputException>(() => mapping(file).Open().Read());
        foreach (var word in words) Assert.Contains(word, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
    }
}
