namespace SelfLearning.Server;

/// <summary>A module that was added to the silo.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Create">Makes its runner when the silo starts; throws what is wrong with its configuration.</param>
internal sealed record ModuleRegistration(string Name, Func<IServiceProvider, IModuleRunner> Create);
