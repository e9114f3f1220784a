using Microsoft.Extensions.Logging;
using SelfLearning.Cluster;
using SelfLearning.Hosting;

namespace SelfLearning.Modules;

/// <summary>What a module client works with.</summary>
internal sealed record ModuleServices(string Name, ClusterGrains Grains, HostModules HostModules, TimeProvider Time, ILogger Logger);
