namespace SelfLearning.Server.Tests.Cluster;

/// <summary>A <see cref="ScriptCluster"/> in which calls without a timeout of their own are given up after 1 s.</summary>
public sealed class ImpatientCluster : ScriptCluster
{
    protected override TimeSpan? ResponseTimeout => TimeSpan.FromSeconds(1);
}
