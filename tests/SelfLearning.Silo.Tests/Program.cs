using SelfLearning.Silo;
using SelfLearning.Silo.Tests.Cluster;

// The silo with a module of its own that the tests start as a process and kill.
return await SiloApplication.RunAsync(args, silo => silo.AddModule<SongModule>(SongModule.Name, silo.Silo.Configuration.GetSection("Modules:songs")));
