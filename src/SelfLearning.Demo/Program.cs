using SelfLearning.Demo.CommandLine;
using SelfLearning.Demo.Hosting;

return await DemoCommand.InvokeAsync(args, DemoProgram.RunAsync, Console.Error);
