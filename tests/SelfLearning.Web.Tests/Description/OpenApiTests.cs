using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SelfLearning.Web.Tests.Hosting;

namespace SelfLearning.Web.Tests.Description;

[Collection(OpenSiloCollection.Name)]
public sealed class OpenApiTests(OpenSilo open)
{
    [Fact]
    public async Task Every_endpoint_is_described_with_name_sentence_role_and_problems()
    {
        var operations = await ApiOperation.ListAsync(open.Silo);
        var mapped = open.Silo.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Count(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api/v1", StringComparison.Ordinal)
                && !endpoint.RoutePattern.RawText.Contains("/openapi", StringComparison.Ordinal) && !endpoint.RoutePattern.RawText.Contains("/docs", StringComparison.Ordinal));

        Assert.Equal(mapped, operations.Count);
        Assert.Equal(operations.Count, operations.Select(operation => operation.Id).Distinct().Count());
        Assert.All(operations, operation =>
        {
            Assert.NotEqual("", operation.Summary);
            Assert.Contains(operation.Role, ApiOperation.Roles);
            Assert.Superset(new HashSet<string> { "401", "403", "429", "503" }, operation.Responses);
            Assert.Contains(operation.Responses, status => status.StartsWith('2'));
        });
    }

    [Fact]
    public async Task Every_reference_in_the_document_leads_to_a_schema()
    {
        var document = await ApiOperation.DocumentAsync(open.Silo);
        var schemas = document.GetProperty("components").GetProperty("schemas").EnumerateObject().Select(schema => $"#/components/schemas/{schema.Name}").ToHashSet();

        Assert.StartsWith("3.1", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.All(References(document), reference => Assert.Contains(reference, schemas));
    }

    [Fact]
    public async Task What_is_written_as_a_word_is_described_as_one()
    {
        var receipt = (await ApiOperation.DocumentAsync(open.Silo)).GetProperty("components").GetProperty("schemas").GetProperty("FeedbackReceipt");

        Assert.Equal("string", receipt.GetProperty("type").GetString());
        Assert.Contains("overloaded", receipt.GetProperty("enum").EnumerateArray().Select(value => value.GetString()));
    }

    [Fact]
    public async Task That_an_adaptation_says_when_it_came_into_force_is_described()
    {
        var adaptation = (await ApiOperation.DocumentAsync(open.Silo)).GetProperty("components").GetProperty("schemas").GetProperty("Adaptation");

        Assert.Contains(adaptation.GetProperty("properties").EnumerateObject(), member => member.Name == "appliedAt");
        Assert.DoesNotContain(adaptation.GetProperty("required").EnumerateArray(), member => member.GetString() == "appliedAt");
    }

    [Fact]
    public async Task The_page_to_try_it_on_and_all_it_loads_come_from_the_host()
    {
        var page = await open.Silo.Http.GetStringAsync(new Uri("/api/v1/docs/", UriKind.Relative));

        Assert.DoesNotContain("http://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
        // From the root of the host on, wherever the API is mapped.
        Assert.Contains("\"url\":\"api/v1/openapi/selflearning.json\"", page, StringComparison.Ordinal);
        foreach (var asset in (string[])["scalar.js", "scalar.aspnetcore.js"])
            Assert.Equal(HttpStatusCode.OK, (await open.Silo.Http.GetAsync(new Uri($"/api/v1/docs/{asset}", UriKind.Relative))).StatusCode);
    }

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member =>
            member.Name == "$ref" ? [member.Value.GetString()!] : References(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };
}
