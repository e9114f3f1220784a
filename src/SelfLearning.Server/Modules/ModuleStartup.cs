namespace SelfLearning.Server;

/// <summary>Registers the silo's own modules once the silo is active; what is wrong with one of them stops the silo with one clear message.</summary>
internal sealed class ModuleStartup(
    ModuleRegistry modules, ModuleDefinitions definitions, IGrainFactory grains, TimeProvider time, ILogger<ModuleStartup> logger)
    : ILifecycleParticipant<ISiloLifecycle>
{
    private const int Attempts = 5;

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(ModuleStartup), ServiceLifecycleStage.Active, RegisterAllAsync);

    private async Task RegisterAllAsync(CancellationToken cancellationToken)
    {
        foreach (var runner in modules.All) await RegisterAsync(runner.Definition, cancellationToken);
    }

    private async Task RegisterAsync(ModuleDefinition definition, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                definitions.Put(await grains.GetGrain<IDefinitionGrain>(definition.Name).RegisterAsync(definition, isSilo: true));
                return;
            }
            catch (Exception exception) when (attempt < Attempts && exception is not ModuleConfigurationException { IsRetryable: false })
            {
                ServerLog.RegistrationRetried(logger, definition.Name, attempt, exception);
                await Task.Delay(TimeSpan.FromSeconds(attempt), time, cancellationToken);
            }
        }
    }
}
