using System.Net;
using System.Net.Http.Headers;
using SelfLearning.Web.Tests.Description;
using SelfLearning.Web.Tests.Hosting;

namespace SelfLearning.Web.Tests.Access;

/// <summary>Who may call what, for every endpoint that the document tells of: a new one is in it without anybody thinking of it.</summary>
public sealed class AuthorizationTests(KeyedSilo keyed) : IClassFixture<KeyedSilo>
{
    // What each operation needs, written down once more: a change of a role is to be meant.
    private static readonly Dictionary<string, string[]> Expected = new()
    {
        ["reader"] =
        [
            "GetModules", "GetModule", "GetOptions", "GetContexts", "GetModuleSummary", "GetContextSummary", "GetMetrics", "GetPolicy", "Export", "GetAdaptations",
            "GetFeedback", "GetModuleHistory", "GetContextHistory", "GetLearningStatus",
        ],
        ["caller"] = ["ApplyFeedback", "ApplyFeedbackBatch", "Process", "BeginOperation", "CompleteOperation", "CompleteOperationBatch"],
        ["operator"] =
        [
            "RegisterModule", "SetOptions", "DeleteContext", "PinParameter", "ReleaseParameter", "TriggerLearningCycle", "ResetLearning", "SuggestAdaptation",
            "ApproveAdaptation", "RejectAdaptation", "RollBackAdaptation",
        ],
    };

    [Fact]
    public async Task Every_operation_needs_the_role_it_should()
    {
        var operations = await ListAsync();

        Assert.Equal(
            Expected.SelectMany(role => role.Value.Select(name => (role.Key, $"SelfLearning.{name}"))).Order(),
            operations.Select(operation => (operation.Role, operation.Id)).Order());
    }

    [Fact]
    public async Task Every_operation_lets_in_its_role_and_no_other()
    {
        foreach (var operation in await ListAsync())
        {
            foreach (var role in ApiOperation.Roles)
            {
                using var response = await SendAsync(operation, keyed.Keys[role]);
                Assert.True(
                    role == operation.Role ? response.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) : response.StatusCode == HttpStatusCode.Forbidden,
                    $"{operation} as {role}: {(int)response.StatusCode}");
                if (response.StatusCode == HttpStatusCode.Forbidden)
                    Assert.Contains(operation.Role, (await Task.FromResult(response).ProblemAsync(HttpStatusCode.Forbidden)).GetProperty("detail").GetString(), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task No_operation_is_open_without_a_key_that_is_configured()
    {
        foreach (var operation in await ListAsync())
        {
            foreach (var key in (string?[])[null, keyed.Keys["unknown"], keyed.Keys["reader"] + "x", "slo_"])
            {
                using var response = await SendAsync(operation, key);
                var problem = await Task.FromResult(response).ProblemAsync(HttpStatusCode.Unauthorized);
                Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
                Assert.Contains("Authorization: Bearer", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task A_key_that_is_bound_to_a_module_opens_no_other()
    {
        foreach (var operation in (await ListAsync()).Where(operation => operation.Path.Contains("{module}", StringComparison.Ordinal)))
        {
            using var own = await SendAsync(operation, keyed.Keys[KeyedSilo.Bound], KeyedSilo.Bound);
            using var other = await SendAsync(operation, keyed.Keys[KeyedSilo.Bound], WebSilo.Module);

            Assert.NotEqual(HttpStatusCode.Forbidden, own.StatusCode);
            Assert.Equal("module", (await Task.FromResult(other).ProblemAsync(HttpStatusCode.Forbidden)).Field());
        }
    }

    [Fact]
    public async Task A_bound_key_neither_judges_results_of_other_modules_nor_sees_that_there_are_any()
    {
        var result = await keyed.Silo.Client.GetModule<PaintRequest, Picture>(WebSilo.Module).ProcessAsync(new PaintRequest("folk"));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/feedback")
        {
            Content = new StringContent($$"""{"resultId":"{{result.Id}}","rating":1}""", System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("X-Api-Key", keyed.Keys[KeyedSilo.Bound]);
        using var list = new HttpRequestMessage(HttpMethod.Get, "/api/v1/modules");
        list.Headers.Add("X-Api-Key", keyed.Keys[KeyedSilo.Bound]);

        Assert.Equal("unknown", (await keyed.Silo.Http.SendAsync(request).JsonAsync(HttpStatusCode.NotFound)).GetProperty("receipt").GetString());
        Assert.DoesNotContain(WebSilo.Module, (await keyed.Silo.Http.SendAsync(list).JsonAsync(HttpStatusCode.OK)).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decisions_are_recorded_in_the_name_of_the_key()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/modules/paint/contexts/named/adaptations")
        {
            Content = new StringContent("""{"parameterName":"light","value":"hard","actor":"ada"}""", System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", keyed.Keys["operator"]);

        var made = await keyed.Silo.Http.SendAsync(request).JsonAsync(HttpStatusCode.Created);

        Assert.Equal("ada (operator)", made.GetProperty("decidedBy").GetString());
    }

    [Fact]
    public async Task The_longest_actor_is_recorded_with_the_longest_name_of_a_key()
    {
        var person = new string('a', 80);
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/v1/modules/paint/contexts/longest/pins/light")
        {
            Content = new StringContent($$"""{"actor":"{{person}}"}""", System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", keyed.Keys[KeyedSilo.Longest]);

        var pin = await keyed.Silo.Http.SendAsync(request).JsonAsync(HttpStatusCode.OK);

        Assert.Equal($"{person} ({KeyedSilo.Longest})", pin.GetProperty("pinnedBy").GetString());
    }

    private Task<List<ApiOperation>> ListAsync() => ApiOperation.ListAsync(keyed.Silo, keyed.Keys["reader"]);

    private async Task<HttpResponseMessage> SendAsync(ApiOperation operation, string? key, string module = "nobody")
    {
        using var request = operation.Request(module);
        if (key is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return await keyed.Silo.Http.SendAsync(request);
    }
}
