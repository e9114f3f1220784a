using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Persistence;
using SelfLearning.Contracts;

namespace SelfLearning.Tool.Diagnosis;

/// <summary>Whether a server keeps what the product has acknowledged: with their usual settings some do not.</summary>
internal static class DurabilityRule
{
    /// <param name="services">The silo's services.</param>
    /// <param name="type">The provider type of the storage.</param>
    /// <exception cref="SelfLearningException">It does not; says why, and the way out.</exception>
    public static Task RequireAsync(IServiceProvider services, string type) => type switch
    {
        "Redis" => RequireAppendOnlyFileAsync(services.GetRequiredService<IOptionsMonitor<RedisStorageOptions>>().Get(GrainNames.Storage)),
        "AdoNet" => RequireUniqueRecordsAsync(services.GetRequiredService<IOptionsMonitor<AdoNetGrainStorageOptions>>().Get(GrainNames.Storage)),
        _ => Task.CompletedTask,
    };

    private static async Task RequireAppendOnlyFileAsync(RedisStorageOptions options)
    {
        await using var redis = (await options.CreateMultiplexer(options)).Multiplexer;
        // Hosted servers often forbid CONFIG, but not INFO.
        var persistence = (string?)await redis.GetDatabase().ExecuteAsync("INFO", "persistence");
        if (persistence?.Contains("aof_enabled:0", StringComparison.Ordinal) == true)
        {
            throw new SelfLearningException(
                "Redis has no append-only file: feedback that was acknowledged since its last snapshot is lost when it crashes. Set 'appendonly yes' in redis.conf, and "
                + "'appendfsync always' where it must outlive a power cut.");
        }
    }

    private static async Task RequireUniqueRecordsAsync(AdoNetGrainStorageOptions options)
    {
        if (options.Invariant != "Npgsql") return;
        await using var connection = DbProviderFactories.GetFactory(options.Invariant).CreateConnection()!;
        connection.ConnectionString = options.ConnectionString;
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT to_regclass('ux_orleansstorage_state') IS NOT NULL";
        if (await command.ExecuteScalarAsync() is not true)
        {
            throw new SelfLearningException(
                "PostgreSQL has tables of another script, under which two silos that insert one record at the same time both succeed, and what one of them has acknowledged is lost: "
                + "run deploy/postgresql/schema.sql on the database once. It keeps what is there.");
        }
    }
}
