using SelfLearning.Tool.CommandLine;

return await ToolCommand.InvokeAsync(args, Console.Error);
