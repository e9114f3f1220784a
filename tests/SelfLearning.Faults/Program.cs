using SelfLearning.Faults.CommandLine;

return await FaultsCommand.InvokeAsync(args, Console.Error);
