using Microsoft.Extensions.Options;

namespace SelfLearning.Server;

/// <summary>
/// The keys that sign result ids: from configuration, or, on a silo of its own, one that is made once and kept in the same storage
/// as what was learned.
/// </summary>
internal sealed class SigningKeyRing(
    IOptions<SelfLearningSiloOptions> options, RecordStorage storage, IServiceProvider services, ILogger<SigningKeyRing> logger)
    : ILifecycleParticipant<ISiloLifecycle>
{
    private static readonly GrainId Owner = GrainId.Create("selflearning.signing-key", "local");
    private SigningKeys? _keys;

    /// <summary>The keys; there from the moment the silo can be called.</summary>
    public SigningKeys Keys => _keys ?? throw new InvalidOperationException("The signing keys are loaded when the silo starts.");

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle lifecycle) =>
        // Storage providers open at ApplicationServices.
        lifecycle.Subscribe(nameof(SigningKeyRing), ServiceLifecycleStage.ApplicationServices + 100, LoadAsync);

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        var configured = options.Value;
        if (!string.IsNullOrWhiteSpace(configured.SigningKey))
        {
            _keys = SigningKeys.Parse(configured.SigningKey, configured.OlderSigningKeys);
            return;
        }

        if (configured.OlderSigningKeys.Count > 0)
            throw new ModuleConfigurationException("SelfLearning:OlderSigningKeys is set without SelfLearning:SigningKey: set the current key too.");
        if (!IsSingleSilo())
        {
            throw new ModuleConfigurationException(
                "A cluster needs the same signing key on every silo, and SelfLearning:SigningKey is not set: set it to base64 of 32 random bytes "
                + "(for example from 'openssl rand -base64 32').");
        }

        if (storage.LivesInGrains)
        {
            // Nothing that was signed with it outlives the silo.
            _keys = SigningKeys.Parse(SigningKeys.Generate(), []);
            ServerLog.SigningKeyMade(logger);
            return;
        }

        var stored = storage.Record<SigningKeyRecord>("signing-key", Owner);
        var record = await stored.ReadAsync();
        if (record is null)
        {
            record = new SigningKeyRecord { Key = SigningKeys.Generate() };
            await stored.WriteAsync(record);
            ServerLog.SigningKeyMade(logger);
        }

        if (record.Version > SigningKeyRecord.CurrentVersion)
        {
            throw new ModuleConfigurationException(
                $"The signing key on storage was written by a newer version (form {record.Version}, this version reads up to {SigningKeyRecord.CurrentVersion}): run that one.");
        }

        _keys = SigningKeys.Parse(record.Key, []);
    }

    // Localhost clustering keeps its membership in memory; every other kind is shared between silos.
    private bool IsSingleSilo() => services.GetService<IMembershipTable>() is { } table
        && table.GetType().Assembly.GetName().Name == "Orleans.Runtime";
}
