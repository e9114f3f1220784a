using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using SelfLearning.Silo.Configuration;

namespace SelfLearning.Tool.Tests.CommandLine;

[Collection(ConsoleCollection.Name)]
public sealed class KeyCommandTests
{
    [Fact]
    public async Task A_key_is_printed_once_with_a_configuration_that_a_silo_takes_and_that_has_only_its_hash()
    {
        var (exitCode, output, error) = await ToolRun.RunAsync("key", "--name", "shop", "--role", "caller", "--role", "reader", "--module", "songs");

        Assert.Equal((0, ""), (exitCode, error));
        var lines = output.Split(Environment.NewLine);
        var key = Assert.Single(lines, line => line.StartsWith("slo_", StringComparison.Ordinal));
        var json = output[output.IndexOf('{', StringComparison.Ordinal)..];
        Assert.DoesNotContain(key, json, StringComparison.Ordinal);
        var configuration = Configuration(json);
        Assert.Empty(ApiKeyRule.Faults(configuration));
        Assert.Equal(
            [ApiKeyText.Format(ApiKeyText.Hash(key)), "caller", "reader", "songs"],
            ((string[])["Hash", "Roles:0", "Roles:1", "Modules:0"]).Select(member => configuration[$"SelfLearning:ApiKeys:shop:{member}"]));
    }

    [Fact]
    public async Task The_same_is_json_for_programs_and_no_two_keys_are_the_same()
    {
        var (exitCode, output, _) = await ToolRun.RunAsync("key", "--name", "shop", "--output", "json");
        var (_, second, _) = await ToolRun.RunAsync("key", "--name", "shop", "--output", "json");

        var root = JsonDocument.Parse(output).RootElement;
        Assert.Equal((0, "shop"), (exitCode, root.GetProperty("name").GetString()));
        Assert.Equal(root.GetProperty("hash").GetString(), ApiKeyText.Format(ApiKeyText.Hash(root.GetProperty("key").GetString()!)));
        Assert.Equal("caller", Configuration(root.GetProperty("configuration").GetRawText())["SelfLearning:ApiKeys:shop:Roles:0"]);
        Assert.NotEqual(root.GetProperty("key").GetString(), JsonDocument.Parse(second).RootElement.GetProperty("key").GetString());
    }

    [Theory]
    [InlineData("a b", "caller", "songs", "name of an API key")]
    [InlineData("shop", "admin", "songs", "'admin'")]
    [InlineData("shop", "caller", "Songs", "Songs")]
    public async Task What_a_silo_would_refuse_is_one_line_and_exit_code_1(string name, string role, string module, string words)
    {
        var (exitCode, output, error) = await ToolRun.RunAsync("key", "--name", name, "--role", role, "--module", module);

        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains(words, error, StringComparison.Ordinal);
        Assert.Single(error.Trim().Split('\n'));
    }

    private static IConfigurationRoot Configuration(string json) => new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();
}
