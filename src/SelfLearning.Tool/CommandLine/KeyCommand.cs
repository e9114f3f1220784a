using System.CommandLine;
using SelfLearning.Silo.Configuration;
using SelfLearning.Tool.Keys;

namespace SelfLearning.Tool.CommandLine;

/// <summary>The command <c>key</c>: a new API key, and what to configure for it.</summary>
internal static class KeyCommand
{
    public static Command Create()
    {
        var name = new Option<string>("--name") { Description = "Who gets it: the name under which it is configured, and which stands in the records of decisions.", HelpName = "NAME", Required = true };
        var roles = new Option<string[]>("--role")
        { Description = "What its holder may do: reader, caller or operator; may be given several times. caller unless given.", HelpName = "ROLE", DefaultValueFactory = _ => ["caller"] };
        var modules = new Option<string[]>("--module") { Description = "A module it is bound to; may be given several times. All modules unless given.", HelpName = "MODULE", DefaultValueFactory = _ => [] };
        var output = new Option<string>("--output") { Description = "text or json.", HelpName = "FORMAT", DefaultValueFactory = _ => "text" };
        output.Validators.Add(result => OptionRule.Check(result, text => text is "text" or "json", "text or json"));
        var command = new Command("key", "Makes an API key for the HTTP API: prints it once, and the configuration that lets it in, which has only its hash.") { name, roles, modules, output };
        command.SetAction((result, _) => RunAsync(result.GetValue(name)!, result.GetValue(roles)!, result.GetValue(modules)!, result.GetValue(output) == "json"));
        return command;
    }

    private static async Task<int> RunAsync(string name, string[] roles, string[] modules, bool isJson)
    {
        var key = NewKey.Make(name, roles, modules);
        // By the rules of the silo that will read it.
        if (ApiKeyRule.Faults(key.ToConfiguration()).FirstOrDefault() is { } fault)
        {
            await Console.Error.WriteLineAsync(fault);
            return 1;
        }

        await Console.Out.WriteLineAsync(isJson ? KeyReport.Json(key) : KeyReport.Text(key));
        return 0;
    }
}
