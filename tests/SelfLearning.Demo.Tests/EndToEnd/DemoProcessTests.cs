using System.Text;
using System.Text.Json;

namespace SelfLearning.Demo.Tests.EndToEnd;

/// <summary>The demo as a user starts it: a process with a real silo and a real database.</summary>
public sealed class DemoProcessTests : IDisposable
{
    private readonly DemoFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task A_second_run_even_on_another_link_starts_from_what_the_first_one_learned()
    {
        await using var first = _files.Start("--seconds", "60");
        await first.UntilAsync(() => first.Output.Any(line => line.StartsWith("adapted json", StringComparison.Ordinal)));
        first.Interrupt();
        var firstCode = await first.EndAsync();
        var (secondCode, second) = await _files.RunAsync("--seconds", "1", "--output", "json", "--link", "90Mbit");
        await using var _ = second;

        Assert.Equal((0, 0), (firstCode, secondCode));
        Assert.Empty(first.Error);
        Assert.Contains(first.Output, line => line.StartsWith("nothing learned before", StringComparison.Ordinal));
        Assert.Contains(second.Error, line => line.StartsWith("resumed: ", StringComparison.Ordinal));
        // The codec that the first run's report has in use is what the second one starts with; the level may still change with the feedback
        // that is learned as the first one ends.
        var learned = first.Output.Single(l => l.StartsWith("json: none -> ", StringComparison.Ordinal))["json: none -> ".Length..].Split(';', ' ')[0];
        Assert.NotEqual("none", learned);
        Assert.Contains(second.Error, line => line.Contains($"json {learned}", StringComparison.Ordinal));

        var json = Assert.Single(second.Output);
        Assert.Equal(json, second.Json.GetRawText());
        Assert.True(second.Json.GetProperty("resumed").GetBoolean());
        Assert.Equal(
            ["contexts", "improved", "alike", "falselyAdapted", "resumed", "feedback", "sweep"], second.Json.EnumerateObject().Select(p => p.Name));
        Assert.Equal(JsonValueKind.Null, second.Json.GetProperty("alike").ValueKind);
        Assert.Equal(["json", "text", "zip"], second.Json.GetProperty("contexts").EnumerateArray().Select(c => c.GetProperty("context").GetString()));
        Assert.All(second.Json.GetProperty("contexts").EnumerateArray(), context =>
        {
            Assert.Equal(
                ["context", "operations", "defaultQuality", "learnedQuality", "adaptations"], context.EnumerateObject().Select(p => p.Name));
            Assert.InRange(context.GetProperty("operations").GetInt64(), 1, 1_000);
            // On another link nothing is known of the default before it is served, which may be never.
            if (context.GetProperty("defaultQuality") is { ValueKind: JsonValueKind.Number } quality) Assert.Equal(0.5, quality.GetDouble(), 9);
        });
    }

    [Theory]
    [InlineData("--seconds '0'", "--seconds", "0")]
    [InlineData("--link 'fast'", "--link", "fast")]
    [InlineData("--path 'IN/nowhere'", "--path", "IN/nowhere")]
    [InlineData("EMPTY", "--path", "EMPTY")]
    [InlineData("--data 'IN/list.json/data'", "--path", "IN", "--data", "IN/list.json/data")]
    [InlineData("selflearning.db", "--path", "IN", "--data", "TAKEN")]
    public async Task What_cannot_be_used_is_exit_code_1_and_one_line_on_the_error_output(string named, params string[] args)
    {
        Directory.CreateDirectory(_files.At("EMPTY"));
        Directory.CreateDirectory(_files.At("TAKEN/selflearning.db"));
        string InPlace(string text) => text.Replace("IN/", _files.Input + "/", StringComparison.Ordinal);
        string Place(string arg) => arg switch
        {
            "IN" => _files.Input,
            "EMPTY" or "TAKEN" => _files.At(arg),
            _ => InPlace(arg),
        };

        await using var demo = DemoProcess.Start([.. args.Select(Place)]);
        var code = await demo.EndAsync();

        Assert.Equal(1, code);
        Assert.Empty(demo.Output);
        Assert.Contains(InPlace(named), Assert.Single(demo.Error), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_none_is_exit_code_1_and_one_line_and_is_left_as_it_is()
    {
        var database = _files.Write("data/selflearning.db", Encoding.UTF8.GetBytes(new string('x', 5_000)));

        var (code, demo) = await _files.RunAsync("--seconds", "1");
        await using var _ = demo;

        Assert.Equal(1, code);
        Assert.Contains(database, Assert.Single(demo.Error), StringComparison.Ordinal);
        Assert.Equal(5_000, new FileInfo(database).Length);
    }
}
