using System.CommandLine;
using SelfLearning.Silo;
using SelfLearning.Silo.Hosting;
using SelfLearning.Tool.Diagnosis;

namespace SelfLearning.Tool.CommandLine;

/// <summary>The command <c>doctor</c>: a configuration of the silo, checked without starting one.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var config = new Option<string>("--config") { Description = "The file, as a silo takes it with --config; the environment is read too.", HelpName = "FILE", Required = true };
        var output = new Option<string>("--output") { Description = "text or json.", HelpName = "FORMAT", DefaultValueFactory = _ => "text" };
        output.Validators.Add(result => OptionRule.Check(result, text => text is "text" or "json", "text or json"));
        var command = new Command(
            "doctor", "Checks a configuration of the silo without starting one: the rules that a silo refuses to start by, whether the providers are there, and whether membership table and storage "
            + "answer. Ends with exit code 1 when a check has failed.")
        { config, output };
        command.SetAction((result, _) => RunAsync(result.GetValue(config)!, result.GetValue(output) == "json"));
        return command;
    }

    private static async Task<int> RunAsync(string config, bool isJson)
    {
        using var interruption = new Interruption();
        try
        {
            var examination = await Doctor.ExamineAsync(config, interruption.Token);
            await Console.Out.WriteLineAsync(isJson ? DoctorReport.Json(examination) : DoctorReport.Text(examination));
            return examination.Failed > 0 ? 1 : 0;
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            return Interruption.ExitCode;
        }
        catch (Exception exception) when (exception is SiloConfigurationException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync(StartFailure.Describe(exception));
            return 1;
        }
    }
}
