using SelfLearning.Benchmarks.CommandLine;

return await BenchmarksCommand.InvokeAsync(args, Console.Error);
