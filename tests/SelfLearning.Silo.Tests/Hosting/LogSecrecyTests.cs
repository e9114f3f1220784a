using System.Net.Http.Json;
using System.Text.Json;
using SelfLearning.Silo.Tests.Support;

namespace SelfLearning.Silo.Tests.Hosting;

/// <summary>Logs are read by more people than may know keys, or what somebody has remarked.</summary>
public sealed class LogSecrecyTests
{
    private const string Comment = "what-i-think-of-it";

    [Theory]
    [InlineData("Debug")]
    [InlineData("Trace")]
    public async Task Logs_tell_neither_keys_nor_comments(string level)
    {
        var (key, signingKey) = (ApiKeyText.Generate(), Convert.ToBase64String(Enumerable.Range(7, 32).Select(i => (byte)i).ToArray()));
        await using var silo = new SiloProcess();
        foreach (var category in (string[])["Default", "Orleans", "Microsoft.AspNetCore"]) silo[$"Logging:LogLevel:{category}"] = level;
        silo["SelfLearning:SigningKey"] = signingKey;
        silo["SelfLearning:ApiKeys:all:Hash"] = ApiKeyText.Format(ApiKeyText.Hash(key));
        foreach (var (place, role) in ((string[])["reader", "caller", "operator"]).Index()) silo[$"SelfLearning:ApiKeys:all:Roles:{place}"] = role;
        await silo.StartReadyAsync();
        using var http = new HttpClient { BaseAddress = silo.Url };
        http.DefaultRequestHeaders.Add("X-Api-Key", key);

        (await http.PutAsJsonAsync("/api/v1/modules/songs", new { parameters = Array.Empty<object>() })).EnsureSuccessStatusCode();
        using var begun = await http.PostAsync(new Uri("/api/v1/modules/songs/contexts/folk/operations", UriKind.Relative), null);
        var id = (await begun.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("resultId").GetString();
        using var accepted = await http.PostAsJsonAsync("/api/v1/feedback", new { resultId = id, rating = 4, comment = Comment });
        accepted.EnsureSuccessStatusCode();
        using var refused = await http.PostAsJsonAsync("/api/v1/feedback", new { resultId = id, rating = 9, comment = Comment });
        Assert.Contains(Comment, await http.GetStringAsync(new Uri("/api/v1/modules/songs/contexts/folk/feedback", UriKind.Relative)), StringComparison.Ordinal);
        await silo.AskToStopAsync();
        await silo.WaitForExitAsync();

        var logs = silo.Output + silo.Errors;
        Assert.Contains(level == "Trace" ? "trce:" : "dbug:", logs, StringComparison.Ordinal);
        foreach (var secret in (string[])[Comment, key, signingKey])
            Assert.DoesNotContain(logs.Split('\n'), line => line.Contains(secret, StringComparison.Ordinal));
    }
}
