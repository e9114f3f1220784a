using System.Net;
using System.Net.Sockets;
using SelfLearning.Silo.Tests.Support;
using SelfLearning.Tests;

namespace SelfLearning.Silo.Tests.Hosting;

/// <summary>A silo that does not start says why on standard error, in lines and not in traces, and ends with exit code 1.</summary>
public sealed class RefusalTests
{
    private const string Cluster = """
        {
          "ConnectionStrings": { "storage": "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=c2VjcmV0;BlobEndpoint=http://127.0.0.1:PORT/a;TableEndpoint=http://127.0.0.1:PORT/a;" },
          "Orleans": {
            "Clustering": { "ProviderType": "AzureTableStorage", "ConnectionName": "storage" },
            "GrainStorage": { "SelfLearning": { "ProviderType": "AzureBlobStorage", "ConnectionName": "storage" } },
            "Endpoints": { "AdvertisedIPAddress": "127.0.0.1" }
          },
          "SelfLearning": { "SigningKey": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=" }
        }
        """;

    [Fact]
    public async Task A_wrong_configuration_is_refused_with_every_fault()
    {
        await using var silo = new SiloProcess();
        silo["SelfLearning__SigninKey"] = "x";
        silo["Urls"] = "http://0.0.0.0:1";

        await AssertRefusedAsync(silo, [], "SelfLearning:SigninKey is not known", "Urls is 'http://0.0.0.0:1'");
    }

    [Fact]
    public async Task A_file_that_is_not_there_or_no_json_is_named()
    {
        await using var silo = new SiloProcess();
        await AssertRefusedAsync(silo, ["--config", "none.json"], $"--config is '{Path.Combine(silo.Folder, "none.json")}'");

        await using var other = new SiloProcess();
        await other.WriteAsync("bad.json", "{ \"Orleans\": \n");
        await AssertRefusedAsync(other, ["--config=bad.json"], "bad.json", "LineNumber: 1");
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told_with_the_keys_of_all_ports()
    {
        using var listener = Mute();
        await using var silo = new SiloProcess();
        silo["Orleans__Endpoints__GatewayPort"] = PortOf(listener);

        await AssertRefusedAsync(silo, [], "A port cannot be opened", "Orleans:Endpoints:GatewayPort");
    }

    [Fact]
    public async Task A_membership_table_that_is_down_ends_the_start()
    {
        await using var silo = new SiloProcess();
        await silo.WriteAsync("silo.json", Cluster.Replace("PORT", $"{silo.FreePort}", StringComparison.Ordinal));

        await AssertRefusedAsync(silo, ["--config", "silo.json"], "The membership table (Orleans:Clustering:ProviderType is 'AzureTableStorage') cannot be used: Connection refused", "doctor");
    }

    [Fact]
    public async Task A_storage_that_is_down_ends_the_start()
    {
        await using var silo = new SiloProcess();
        await silo.WriteAsync("silo.json", Cluster.Replace("PORT", $"{silo.FreePort}", StringComparison.Ordinal));
        silo["Orleans__Clustering__ProviderType"] = "Development";

        await AssertRefusedAsync(silo, ["--config", "silo.json"], "The storage (Orleans:GrainStorage:SelfLearning:ProviderType is 'AzureBlobStorage') cannot be used: Connection refused");
    }

    [Fact]
    public async Task A_database_file_that_is_none_is_told_by_its_provider()
    {
        await using var silo = new SiloProcess();
        await silo.WriteAsync("notes.db", "Not a database, but long enough to be taken for one by its first bytes alone.");
        silo["Orleans__GrainStorage__SelfLearning__ProviderType"] = "Sqlite";
        silo["Orleans__GrainStorage__SelfLearning__Path"] = "notes.db";

        await AssertRefusedAsync(silo, [], "notes.db");
    }

    [Fact]
    public async Task While_its_storage_does_not_answer_it_is_alive_and_not_ready_and_can_be_stopped()
    {
        using var mute = Mute();
        await using var silo = new SiloProcess();
        await silo.WriteAsync("silo.json", Cluster.Replace("PORT", PortOf(mute), StringComparison.Ordinal));
        silo["Orleans__Clustering__ProviderType"] = "Development";

        silo.Start("--config", "silo.json");
        while (await silo.GetAsync("/health/ready") is not (HttpStatusCode.ServiceUnavailable, "not ready: the storage has not answered yet")) await Task.Delay(50);

        Assert.Equal((HttpStatusCode.OK, "live"), await silo.GetAsync("/health/live"));
        using var http = new HttpClient();
        using var refused = await http.GetAsync(new Uri(silo.Url, "/api/v1/modules"));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "application/problem+json", "2"), (refused.StatusCode, refused.Content.Headers.ContentType?.MediaType, $"{refused.Headers.RetryAfter}"));
        Assert.Contains("This silo is not ready: the storage has not answered yet.", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await silo.AskToStopAsync();
        Assert.Equal(0, await silo.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(15)));
        Assert.Equal("", silo.Errors);
    }

    [FullFact]
    public async Task A_storage_that_never_answers_ends_the_start_within_a_minute()
    {
        using var mute = Mute();
        await using var silo = new SiloProcess();
        await silo.WriteAsync("silo.json", Cluster.Replace("PORT", PortOf(mute), StringComparison.Ordinal));
        silo["Orleans__Clustering__ProviderType"] = "Development";

        await AssertRefusedAsync(silo, ["--config", "silo.json"], "The storage (Orleans:GrainStorage:SelfLearning:ProviderType is 'AzureBlobStorage') cannot be used: it has not answered in time");
    }

    // Takes connections and says nothing.
    private static TcpListener Mute()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private static string PortOf(TcpListener listener) => $"{((IPEndPoint)listener.LocalEndpoint).Port}";

    private static async Task AssertRefusedAsync(SiloProcess silo, string[] arguments, params string[] parts)
    {
        silo.Start(arguments);

        Assert.Equal(1, await silo.WaitForExitAsync());
        Assert.All(parts, part => Assert.Contains(part, silo.Errors, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", silo.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", silo.Errors, StringComparison.Ordinal);
    }
}
