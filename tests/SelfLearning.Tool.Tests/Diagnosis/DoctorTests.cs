using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Azure.Storage.Blobs;
using Microsoft.Data.Sqlite;
using SelfLearning.Tests;
using SelfLearning.Tests.Servers;
using SelfLearning.Tool.Diagnosis;

namespace SelfLearning.Tool.Tests.Diagnosis;

public sealed class DoctorTests : IDisposable
{
    private const string SigningKey = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private readonly string _folder = Directory.CreateTempSubdirectory("doctor-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_silo_on_its_own_is_found_well_and_nothing_is_left_in_its_database()
    {
        var database = Path.Combine(_folder, "learned.db");

        var examination = await ExamineAsync(new
        {
            Orleans = new { GrainStorage = new { SelfLearning = new { ProviderType = "Sqlite", Path = database } } },
        });

        Assert.Equal((0, 2), (examination.Failed, examination.Skipped));
        Assert.Equal($"Sqlite, {database}: a record was written, read back and cleared", Of(examination, "storage").Detail);
        Assert.Equal(CheckState.Skipped, Of(examination, "clustering").State);
        Assert.Equal(CheckState.Skipped, Of(examination, "signing key").State);
        await using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM grain_state";
        Assert.Equal(0L, await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_told_in_the_words_of_its_provider()
    {
        var database = Path.Combine(_folder, "notes.db");
        await File.WriteAllTextAsync(database, "Not a database, but long enough to be taken for one by its first bytes alone.");

        var examination = await ExamineAsync(new
        {
            Orleans = new { GrainStorage = new { SelfLearning = new { ProviderType = "Sqlite", Path = database } } },
        });

        var storage = Of(examination, "storage");
        Assert.Equal(CheckState.Failed, storage.State);
        Assert.Contains("notes.db", storage.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", storage.Detail, StringComparison.Ordinal);
    }

    [ServerFact(nameof(AzuriteProcess))]
    public async Task A_cluster_on_azure_storage_is_found_well_and_a_wrong_key_is_not()
    {
        var azurite = new AzuriteProcess();
        await azurite.StartAsync();
        try
        {
            var well = await ExamineAsync(Cluster(azurite.ConnectionString));
            var wrong = await ExamineAsync(Cluster(azurite.ConnectionString.Replace("AccountKey=Eby8", "AccountKey=AAAA", StringComparison.Ordinal)));

            Assert.Equal((11, 0), (well.Ok, well.Failed));
            Assert.Contains("0 silos are active", Of(well, "clustering").Detail, StringComparison.Ordinal);
            Assert.Equal(CheckState.Ok, Of(well, "signing key").State);
            var blobs = new BlobServiceClient(azurite.ConnectionString, new BlobClientOptions(BlobClientOptions.ServiceVersion.V2026_06_06)).GetBlobContainerClient("grainstate");
            Assert.Empty(blobs.GetBlobs());
            Assert.Equal((9, 2), (wrong.Ok, wrong.Failed));
            Assert.All(wrong.Checks, check => Assert.DoesNotContain("AAAAvdM02", check.Detail ?? "", StringComparison.Ordinal));
        }
        finally
        {
            await azurite.StopAsync();
        }
    }

    [ServerFact(nameof(RedisProcess))]
    public async Task A_redis_that_forgets_what_it_acknowledged_fails()
    {
        foreach (var isDurable in (bool[])[true, false])
        {
            var redis = new RedisProcess(isDurable);
            await redis.StartAsync();
            try
            {
                var examination = await ExamineAsync(Cluster("Redis", redis.ConnectionString));

                Assert.Equal(isDurable ? (11, 0) : (10, 1), (examination.Ok, examination.Failed));
                if (!isDurable) Assert.StartsWith("Redis: Redis has no append-only file", Of(examination, "storage").Detail, StringComparison.Ordinal);
            }
            finally
            {
                await redis.DeleteAsync();
            }
        }
    }

    [ServerFact(nameof(PostgresProcess))]
    public async Task A_postgresql_without_tables_or_with_those_of_another_script_fails()
    {
        var postgres = new PostgresProcess();
        await postgres.StartAsync();
        try
        {
            var without = await ExamineAsync(Cluster("AdoNet", postgres.ConnectionString));
            await postgres.RunScriptAsync(RepositoryFolder.Find("deploy/postgresql/schema.sql"));
            var ours = await ExamineAsync(Cluster("AdoNet", postgres.ConnectionString));
            var script = Path.Combine(_folder, "other.sql");
            await File.WriteAllTextAsync(script, "DROP INDEX ux_orleansstorage_state;");
            await postgres.RunScriptAsync(script);
            var another = await ExamineAsync(Cluster("AdoNet", postgres.ConnectionString));

            Assert.Equal((11, 0), (ours.Ok, ours.Failed));
            Assert.Equal((9, 2), (without.Ok, without.Failed));
            Assert.Contains("run deploy/postgresql/schema.sql", Of(without, "clustering").Detail, StringComparison.Ordinal);
            Assert.Contains("run deploy/postgresql/schema.sql", Of(without, "storage").Detail, StringComparison.Ordinal);
            Assert.Equal((10, 1), (another.Ok, another.Failed));
            Assert.Contains("tables of another script", Of(another, "storage").Detail, StringComparison.Ordinal);
        }
        finally
        {
            await postgres.DeleteAsync();
        }
    }

    [Fact]
    public async Task A_server_that_is_not_there_fails_alone()
    {
        var port = FreePorts.Take(1)[0];

        var examination = await ExamineAsync(Cluster(
            $"DefaultEndpointsProtocol=http;AccountName=a;AccountKey=c2VjcmV0;BlobEndpoint=http://127.0.0.1:{port}/a;TableEndpoint=http://127.0.0.1:{port}/a;"));

        Assert.Equal((9, 2), (examination.Ok, examination.Failed));
        Assert.Matches("^AzureTableStorage: Connection refused.* Start the server, or correct its connection. \\(Waited [0-9.]+ s.\\)$", Of(examination, "clustering").Detail);
        Assert.Matches("^AzureBlobStorage: Connection refused.* Start the server, or correct its connection. \\(Waited [0-9.]+ s.\\)$", Of(examination, "storage").Detail);
    }

    [FullFact]
    public async Task A_server_that_never_answers_fails_within_a_minute()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var endpoint = $"http://{listener.LocalEndpoint}/a";

        var examination = await ExamineAsync(Cluster($"DefaultEndpointsProtocol=http;AccountName=a;AccountKey=c2VjcmV0;BlobEndpoint={endpoint};TableEndpoint={endpoint};"))
            .WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(2, examination.Failed);
        Assert.Contains("it has not answered in time", Of(examination, "storage").Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Servers_are_not_tried_with_a_configuration_that_cannot_name_them()
    {
        var examination = await ExamineAsync(new
        {
            Orleans = new { Clustering = new { ProviderType = "AzureTables" }, GrainStorage = new { SelfLearning = new { ProviderType = "AzureBlobStorage" } } },
        });

        Assert.Equal(["providers", "connections", "signing key"], examination.Checks.Where(check => check.State == CheckState.Failed).Select(check => check.Name));
        Assert.Equal(CheckState.Skipped, Of(examination, "storage").State);
        Assert.Equal(CheckState.Skipped, Of(examination, "clustering").State);
    }

    private static object Cluster(string connection) => new
    {
        ConnectionStrings = new { storage = connection },
        Orleans = new
        {
            Clustering = new { ProviderType = "AzureTableStorage", ConnectionName = "storage" },
            GrainStorage = new { SelfLearning = new { ProviderType = "AzureBlobStorage", ConnectionName = "storage" } },
        },
        SelfLearning = new { SigningKey },
    };

    private static object Cluster(string provider, string connection) => new
    {
        Orleans = new
        {
            Clustering = new { ProviderType = provider, ConnectionString = connection, Invariant = "Npgsql" },
            GrainStorage = new { SelfLearning = new { ProviderType = provider, ConnectionString = connection, Invariant = "Npgsql" } },
        },
        SelfLearning = new { SigningKey },
    };

    private static Check Of(Examination examination, string name) => examination.Checks.Single(check => check.Name == name);

    private async Task<Examination> ExamineAsync(object configuration)
    {
        var path = Path.Combine(_folder, "silo.json");
        await File.WriteAllTextAsync(path, JsonSerializer.Serialize(configuration));
        return await Doctor.ExamineAsync(path, CancellationToken.None);
    }
}
