using System.Collections.Immutable;
using System.Text.Json;

namespace SelfLearning.Server;

/// <summary>Runs one in-silo module.</summary>
internal sealed class ModuleRunner<TRequest, TResult, TConfig>(
    ModuleConfigSchema<TConfig> schema,
    int revision,
    LearningModule<TRequest, TResult, TConfig> module,
    JsonSerializerOptions json,
    int payloadLimit,
    ILogger<ModuleRunner<TRequest, TResult, TConfig>> logger) : IModuleRunner
    where TRequest : notnull
    where TResult : notnull
    where TConfig : ModuleConfig
{
    private SharedSettings? _settings;

    /// <inheritdoc/>
    public ModuleDefinition Definition { get; } = schema.ToDefinition(revision);

    /// <inheritdoc/>
    public ContextKey ContextOf(Payload input)
    {
        var request = Read(input);
        try
        {
            return module.ContextOf(request);
        }
        catch (Exception exception) when (exception is not ModuleProcessingException)
        {
            throw new ModuleProcessingException($"Module '{Definition.Name}' could not name the context of the request: {exception.Message}", exception)
            {
                Module = Definition.Name,
            };
        }
    }

    /// <inheritdoc/>
    public ModuleSettings SettingsOf(ImmutableArray<ParameterValue> decided, ModuleOptions options) =>
        (_settings ??= new SharedSettings(MakeSettings)).Of(decided, options);

    /// <inheritdoc/>
    public async ValueTask<ModuleRun> RunAsync(Payload input, ModuleConfig config, CancellationToken cancellationToken)
    {
        var request = Read(input);
        if (!module.IsPurelyAsynchronous)
        {
            // A module may block: only one that says it does not runs on the context's own scheduler. This leaves it as Task.Run does,
            // without a task around the task.
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            cancellationToken.ThrowIfCancellationRequested();
        }

        var outcome = await module.ProcessAsync(request, (TConfig)config, cancellationToken)
            ?? throw new ModuleProcessingException($"Module '{Definition.Name}' returned null instead of an outcome.") { Module = Definition.Name };
        if (outcome.Data is null)
            throw new ModuleProcessingException($"Module '{Definition.Name}' returned an outcome without a result.") { Module = Definition.Name };
        return new ModuleRun(Payload.Of(outcome.Data, json, payloadLimit), outcome.Status, outcome.Metadata, await JudgeAsync(request, outcome.Data, cancellationToken));
    }

    private ModuleSettings MakeSettings(ImmutableArray<ParameterValue> decided, ModuleOptions options)
    {
        var space = Definition.Parameters;
        var (values, overridden) = KnownValues.Of(decided, space);
        var isAdapted = values.Any(value => space[space.IndexOf(value.ParameterName)].Default != value.Value);
        return new ModuleSettings(values, overridden, isAdapted, schema.With(values, options));
    }

    private async ValueTask<double?> JudgeAsync(TRequest request, TResult result, CancellationToken cancellationToken)
    {
        try
        {
            var quality = await module.QualityAsync(request, result, cancellationToken);
            if (quality is null or (>= 0 and <= 1)) return quality;
            ServerLog.QualityOutOfRange(logger, Definition.Name, quality.Value);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            ServerLog.QualityFailed(logger, Definition.Name, exception);
        }

        return null;
    }

    private TRequest Read(Payload input)
    {
        if (input.ReceivedBytes > payloadLimit)
        {
            throw Refused(
                $"it has {input.ReceivedBytes:N0} bytes of JSON and the limit is {payloadLimit:N0} (SelfLearning:PayloadLimit); pass large data by reference");
        }

        return input.TryRead<TRequest>(json, out var request, out var error) ? request : throw Refused(error);
    }

    private ModuleProcessingException Refused(string why) =>
        new($"Module '{Definition.Name}' takes a {typeof(TRequest).Name}, but the request cannot be used: {why}.")
        { Module = Definition.Name, Reason = FailureReason.Invalid, Field = "input" };
}
