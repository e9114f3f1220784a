using Microsoft.Extensions.DependencyInjection;
using SelfLearning.Learning;

namespace SelfLearning.Server.Tests.Cluster;

/// <summary>A <see cref="ScriptCluster"/> that learns by a <see cref="SteeredStrategy"/>.</summary>
public sealed class SteeredCluster : ScriptCluster
{
    public SteeredStrategy Strategy { get; } = new();

    protected override void Configure(IServiceCollection services) => services.AddSingleton<IAdaptationStrategy>(Strategy);
}
