using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace SelfLearning;

/// <summary>What a host may say when it adds the self-learning client.</summary>
public sealed class SelfLearningClientBuilder
{
    internal SelfLearningClientBuilder(IServiceCollection services) => Services = services;

    /// <summary>The host's services.</summary>
    public IServiceCollection Services { get; }

    /// <summary>
    /// Adds a module that this host runs. Its record is bound and validated when the host starts; its definition is registered with
    /// the cluster then, or, if the cluster does not answer, before the first operation.
    /// </summary>
    /// <typeparam name="TConfig">The module's configuration record.</typeparam>
    /// <param name="name">The module's name, by the rule of <see cref="ModuleName"/>.</param>
    /// <param name="section">The section of the record and the options, for example <c>Modules:lyrics</c>; <c>null</c> leaves the defaults.</param>
    /// <param name="revision">1 or more; raise it whenever parameters, defaults or options change.</param>
    /// <exception cref="ModuleConfigurationException">The name breaks the rule or the revision is below 1. What is wrong with the record fails the start of the host.</exception>
    public SelfLearningClientBuilder AddModule<TConfig>(string name, IConfiguration? section = null, int revision = 1)
        where TConfig : ModuleConfig
    {
        ModuleName.Require(name);
        if (revision < 1)
            throw new ModuleConfigurationException($"Module '{name}': the revision {revision} is not 1 or more.") { Module = name };
        Services.AddSingleton<Hosting.HostModule>(new Hosting.HostModule<TConfig>(name, section, revision));
        return this;
    }

    /// <summary>Says how requests of in-silo modules are written and results read; the silos must be told the same.</summary>
    /// <param name="json">The JSON options; <c>null</c> leaves <see cref="PayloadJson.DefaultOptions"/>.</param>
    /// <param name="sizeLimit">The largest request, in bytes of JSON, 1 or more; <c>null</c> leaves 1 MB.</param>
    /// <exception cref="ModuleConfigurationException">The limit is below 1.</exception>
    public SelfLearningClientBuilder UsePayloads(JsonSerializerOptions? json = null, int? sizeLimit = null)
    {
        if (sizeLimit < 1) throw new ModuleConfigurationException($"The payload size limit {sizeLimit} is not 1 byte or more.");
        Services.Configure<Hosting.PayloadSettings>(settings =>
        {
            settings.Json = json ?? settings.Json;
            settings.SizeLimit = sizeLimit ?? settings.SizeLimit;
        });
        return this;
    }
}
