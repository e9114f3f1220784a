using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace SelfLearning.Server;

/// <summary>
/// How silos of a cluster watch each other, where the user says nothing. Orleans' own defaults find a silo that was cut off after a
/// minute; these after some 6 s. The numbers are in the README.
/// </summary>
internal static class ClusterDefaults
{
    /// <summary>Adds the defaults below everything else: a configuration of the user wins, made before or after.</summary>
    public static void Add(IServiceCollection services) => services.Insert(
        0, ServiceDescriptor.Singleton<IConfigureOptions<ClusterMembershipOptions>>(new ConfigureOptions<ClusterMembershipOptions>(Set)));

    private static void Set(ClusterMembershipOptions options)
    {
        options.ProbeTimeout = TimeSpan.FromSeconds(1);
        options.NumMissedProbesLimit = 2;
        // A silo of which anything was heard within MaxProbeTimeout * NumMissedProbesLimit is not voted out: a pause of up to 6 s evicts nobody.
        options.MaxProbeTimeout = TimeSpan.FromSeconds(3);
        options.NumVotesForDeathDeclaration = 2;
        options.TableRefreshTimeout = TimeSpan.FromSeconds(2);
        // Evicts nobody. Three missed ones, longer than one slow answer of a table (10 s), let a starting silo pass over the rows of a cluster that has died as a whole.
        options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
    }
}
