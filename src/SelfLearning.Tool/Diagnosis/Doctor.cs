using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SelfLearning.Silo.Configuration;
using SelfLearning.Silo.Hosting;

namespace SelfLearning.Tool.Diagnosis;

/// <summary>Checks a configuration of the silo without starting one: by the rules of the silo, and by trying its servers as the silo would.</summary>
internal static class Doctor
{
    private static readonly string[] NeededForServers = ["settings", "providers", "connections", "silo endpoints"];

    /// <summary>Checks a file and the environment.</summary>
    /// <exception cref="Silo.SiloConfigurationException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is no JSON.</exception>
    public static async Task<Examination> ExamineAsync(string path, CancellationToken cancellationToken)
    {
        SiloServices.RegisterDrivers();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = Environment.CurrentDirectory });
        SiloConfiguration.Read(builder.Configuration, path);
        var rules = ConfigurationRules.All.SelectMany(rule => CheckOf(rule, builder.Configuration)).ToList();
        var servers = rules.Any(check => check.State == CheckState.Failed && NeededForServers.Contains(check.Name))
            ? SkipServers()
            : await TryServersAsync(builder, cancellationToken);
        return new Examination(Path.GetFullPath(path), [.. rules, .. servers]);
    }

    private static List<Check> CheckOf(ConfigurationRule rule, ConfigurationManager configuration)
    {
        var faults = rule.Faults(configuration).Select(fault => new Check(rule.Name, CheckState.Failed, fault)).ToList();
        if (faults.Count > 0) return faults;
        return rule.Name == SigningKeyRule.Name && string.IsNullOrWhiteSpace(configuration[SigningKeyRule.Key])
            ? [new Check(rule.Name, CheckState.Skipped, "none is set: a silo on its own makes one and keeps it with its data")]
            : [new Check(rule.Name, CheckState.Ok)];
    }

    private static IEnumerable<Check> SkipServers()
    {
        const string Reason = "not tried before what failed above is right";
        yield return new Check(ClusteringCheck.Name, CheckState.Skipped, Reason);
        yield return new Check(StorageCheck.Name, CheckState.Skipped, Reason);
    }

    private static async Task<Check[]> TryServersAsync(HostApplicationBuilder builder, CancellationToken cancellationToken)
    {
        SiloServices.AddSilo(builder, configure: null);
        using var host = builder.Build();
        try
        {
            foreach (var validator in host.Services.GetServices<IConfigurationValidator>()) validator.ValidateConfiguration();
        }
        catch (Exception exception)
        {
            return [new Check("options of Orleans", CheckState.Failed, FailureCause.InPlainWords(exception) ?? FailureCause.FirstParagraph(exception.Message)), .. SkipServers()];
        }

        return await Task.WhenAll(
            ClusteringCheck.RunAsync(host.Services, cancellationToken), StorageCheck.RunAsync(host.Services, cancellationToken));
    }
}
