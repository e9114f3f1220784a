namespace SelfLearning.Server.Tests.Cluster;

/// <summary>A <see cref="ScriptCluster"/> in which calls without a timeout of their own are given up after 3 s.</summary>
public sealed class ImpatientCluster : ScriptCluster
{
    protected override TimeSpan? ResponseTimeout => TimeSpan.FromSeconds(3);
}
