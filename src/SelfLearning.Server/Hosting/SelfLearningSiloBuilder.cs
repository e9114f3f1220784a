using Microsoft.Extensions.Configuration;

namespace Orleans.Hosting;

/// <summary>What <see cref="SelfLearningSiloExtensions.AddSelfLearning"/> returns: adds modules to the silo.</summary>
public sealed class SelfLearningSiloBuilder
{
    internal SelfLearningSiloBuilder(ISiloBuilder silo) => Silo = silo;

    /// <summary>The silo.</summary>
    public ISiloBuilder Silo { get; }

    /// <summary>The silo's services.</summary>
    public IServiceCollection Services => Silo.Services;

    /// <summary>Adds a module whose code runs in this silo.</summary>
    /// <typeparam name="TModule">A <c>LearningModule&lt;TRequest, TResult, TConfig&gt;</c>; its constructor's arguments come from the services.</typeparam>
    /// <param name="name">The module's name: 1 to 63 characters of a-z, 0-9 and '-'.</param>
    /// <param name="configuration">The section its configuration record and options are bound from; defaults without it.</param>
    /// <param name="revision">Raised whenever its tunable parameters change.</param>
    /// <exception cref="SelfLearning.ModuleConfigurationException">The name is not valid, or <typeparamref name="TModule"/> is not a module.</exception>
    public SelfLearningSiloBuilder AddModule<TModule>(string name, IConfiguration? configuration = null, int revision = 1)
        where TModule : class
    {
        SelfLearning.ModuleName.Require(name);
        Services.AddSingleton(SelfLearning.Server.ModuleRegistrations.Of<TModule>(name, configuration, revision));
        return this;
    }
}
