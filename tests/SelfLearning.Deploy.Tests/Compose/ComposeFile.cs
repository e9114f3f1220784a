using SelfLearning.Deploy.Tests.Validation;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace SelfLearning.Deploy.Tests.Compose;

/// <summary>The composed services as docker-compose understands them: merged, with the variables filled in.</summary>
internal sealed class ComposeFile
{
    private static readonly IDeserializer Yaml = new DeserializerBuilder()
        .WithNamingConvention(UnderscoredNamingConvention.Instance).IgnoreUnmatchedProperties().Build();

    public Dictionary<string, ComposeService> Services { get; init; } = [];

    public IEnumerable<ComposeService> Silos => Services.Where(service => service.Key.StartsWith("silo", StringComparison.Ordinal)).Select(service => service.Value);

    /// <summary>Asks docker-compose, with an <c>.env</c> of these lines.</summary>
    public static async Task<ProgramRun> RunAsync(string[] arguments, params string[] variables)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllLinesAsync(file, variables);
            return await Validators.RunAsync(Validators.Compose, ["--env-file", file, "-f", Repository.PathOf("deploy/compose/compose.yaml"), .. arguments]);
        }
        finally
        {
            File.Delete(file);
        }
    }

    public static async Task<ComposeFile> ReadAsync(params string[] variables) =>
        Yaml.Deserialize<ComposeFile>((await RunAsync(["config"], [$"SELFLEARNING_SIGNING_KEY={SiloEnvironment.SigningKey}", .. variables])).RequireQuiet().Output);
}
