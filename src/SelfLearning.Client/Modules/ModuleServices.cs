using Microsoft.Extensions.Logging;
using SelfLearning.Cluster;
using SelfLearning.Hosting;
using SelfLearning.Operations;

namespace SelfLearning.Modules;

/// <summary>What a module client works with.</summary>
internal sealed record ModuleServices(string Name, ClusterGrains Grains, HostModules HostModules, HostContexts Hosts, TimeProvider Time, ILogger Logger);
