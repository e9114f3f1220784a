using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace SelfLearning.Server.Tests.Hosting;

public sealed class ClusterDefaultsTests
{
    private static readonly TimeSpan Own = TimeSpan.FromSeconds(42);

    [Fact]
    public void A_silo_watches_the_others_closely_where_nothing_is_said()
    {
        var options = Membership(_ => { }, _ => { });

        Assert.Equal(TimeSpan.FromSeconds(1), options.ProbeTimeout);
        Assert.Equal(TimeSpan.FromSeconds(6), options.MaxProbeTimeout * options.NumMissedProbesLimit);
        Assert.Equal(TimeSpan.FromSeconds(2), options.TableRefreshTimeout);
        Assert.Equal(TimeSpan.FromSeconds(5), options.IAmAliveTablePublishTimeout);
    }

    [Fact]
    public void What_the_user_configures_wins_before_and_after()
    {
        Assert.Equal(Own, Membership(services => services.Configure<ClusterMembershipOptions>(o => o.ProbeTimeout = Own), _ => { }).ProbeTimeout);
        Assert.Equal(Own, Membership(_ => { }, services => services.Configure<ClusterMembershipOptions>(o => o.ProbeTimeout = Own)).ProbeTimeout);
    }

    private static ClusterMembershipOptions Membership(Action<IServiceCollection> before, Action<IServiceCollection> after)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering();
            before(silo.Services);
            silo.AddSelfLearning();
            after(silo.Services);
        });
        using var host = builder.Build();
        return host.Services.GetRequiredService<IOptions<ClusterMembershipOptions>>().Value;
    }
}
