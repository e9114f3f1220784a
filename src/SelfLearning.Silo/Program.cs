using SelfLearning.Silo;

return await SiloApplication.RunAsync(args);
