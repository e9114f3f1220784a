using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace SelfLearning.Server;

/// <summary>Finds the request, result and configuration types of a module class.</summary>
internal static class ModuleRegistrations
{
    /// <summary>The registration of a module class.</summary>
    /// <exception cref="ModuleConfigurationException">The class does not derive from <see cref="LearningModule{TRequest, TResult, TConfig}"/>.</exception>
    public static ModuleRegistration Of<TModule>(string name, IConfiguration? configuration, int revision)
        where TModule : class
    {
        for (var type = typeof(TModule); type is not null; type = type.BaseType)
        {
            if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(LearningModule<,,>)) continue;
            var create = typeof(ModuleRegistrations).GetMethod(nameof(Create), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
                .MakeGenericMethod([typeof(TModule), .. type.GetGenericArguments()])
                .CreateDelegate<Func<IServiceProvider, string, IConfiguration?, int, IModuleRunner>>();
            return new ModuleRegistration(name, services => create(services, name, configuration, revision));
        }

        throw new ModuleConfigurationException(
            $"{typeof(TModule).Name} is added as module '{name}' but does not derive from LearningModule<TRequest, TResult, TConfig>.")
        { Module = name };
    }

    private static ModuleRunner<TRequest, TResult, TConfig> Create<TModule, TRequest, TResult, TConfig>(
        IServiceProvider services, string name, IConfiguration? configuration, int revision)
        where TModule : LearningModule<TRequest, TResult, TConfig>
        where TRequest : notnull
        where TResult : notnull
        where TConfig : ModuleConfig => new(
            ModuleConfigSchema<TConfig>.Bind(name, configuration),
            revision,
            ActivatorUtilities.GetServiceOrCreateInstance<TModule>(services),
            services.GetKeyedService<JsonSerializerOptions>(GrainNames.Storage) ?? PayloadJson.DefaultOptions,
            services.GetRequiredService<IOptions<SelfLearningSiloOptions>>().Value.PayloadLimit,
            services.GetRequiredService<ILogger<ModuleRunner<TRequest, TResult, TConfig>>>());
}
