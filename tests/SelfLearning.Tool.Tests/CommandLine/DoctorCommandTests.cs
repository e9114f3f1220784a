using System.Text.Json;

namespace SelfLearning.Tool.Tests.CommandLine;

[Collection(ConsoleCollection.Name)]
public sealed class DoctorCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("doctor-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Every_check_is_a_line_and_a_failed_one_is_exit_code_1()
    {
        var file = await WriteAsync("""{ "Urls": "http://*:80", "Orleans": { "GrainStorage": { "SelfLearning": { "ProviderType": "Memory" } } } }""");

        var (exitCode, output, error) = await ToolRun.RunAsync("doctor", "--config", file);

        Assert.Equal((1, ""), (exitCode, error));
        var lines = output.Trim().Split(Environment.NewLine);
        Assert.Contains("ok       providers", lines);
        Assert.Contains(lines, line => line.StartsWith("failed   http endpoints: Urls is 'http://*:80'", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("skipped  storage: Memory", StringComparison.Ordinal));
        Assert.Equal($"7 ok, 1 failed, 3 skipped: {file}", lines[^1]);
    }

    [Fact]
    public async Task The_same_is_json_for_programs()
    {
        var file = await WriteAsync("""{ "Orleans": { "GrainStorage": { "SelfLearning": { "ProviderType": "Memory" } } } }""");

        var (exitCode, output, _) = await ToolRun.RunAsync("doctor", "--config", file, "--output", "json");

        Assert.Equal(0, exitCode);
        var root = JsonDocument.Parse(output).RootElement;
        Assert.Equal((8, 0, 3), (root.GetProperty("ok").GetInt32(), root.GetProperty("failed").GetInt32(), root.GetProperty("skipped").GetInt32()));
        Assert.Equal("ok", root.GetProperty("checks")[0].GetProperty("state").GetString());
    }

    [Theory]
    [InlineData(null, "and there is no such file")]
    [InlineData("{ \"Orleans\": ", "LineNumber: 0")]
    public async Task A_file_that_cannot_be_read_is_one_line_and_exit_code_1(string? text, string words)
    {
        var file = text is null ? Path.Combine(_folder, "none.json") : await WriteAsync(text);

        var (exitCode, output, error) = await ToolRun.RunAsync("doctor", "--config", file);

        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains(words, error, StringComparison.Ordinal);
        Assert.Contains(file, error, StringComparison.Ordinal);
        Assert.Single(error.Trim().Split('\n'));
    }

    private async Task<string> WriteAsync(string text)
    {
        var file = Path.Combine(_folder, "silo.json");
        await File.WriteAllTextAsync(file, text);
        return file;
    }
}
