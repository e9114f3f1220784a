using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SelfLearning.Silo.Configuration;

namespace SelfLearning.Tool.Diagnosis;

/// <summary>Whether the membership table is there and can be read.</summary>
internal static class ClusteringCheck
{
    public const string Name = "clustering";

    public static Task<Check> RunAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        return SiloDefaults.IsCluster(configuration)
            ? ServerTrial.RunAsync(Name, configuration["Orleans:Clustering:ProviderType"]!, token => ReadAsync(services.GetRequiredService<IMembershipTable>(), token), cancellationToken)
            : Task.FromResult(new Check(Name, CheckState.Skipped, "a silo on its own keeps no membership table on a server"));
    }

    private static async Task<string> ReadAsync(IMembershipTable table, CancellationToken cancellationToken)
    {
        await table.InitializeMembershipTableAsync(tryInitTableVersion: true, cancellationToken);
        var silos = (await table.ReadAllAsync(cancellationToken)).Members;
        return $"the membership table was read, {silos.Count(silo => silo.Item1.Status == SiloStatus.Active)} silos are active in it";
    }
}
