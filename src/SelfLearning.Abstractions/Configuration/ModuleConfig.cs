namespace SelfLearning;

/// <summary>
/// The base of a module's configuration record. A derived record adds its own settings and marks those that may be learned with
/// <see cref="TunableAttribute"/>. Bound from configuration and validated when the host starts; a member that neither the record nor
/// <see cref="ModuleOptions"/> knows is an error.
/// </summary>
public abstract record ModuleConfig
{
    /// <inheritdoc cref="ModuleOptions.EnableAdaptation"/>
    public bool EnableAdaptation { get; init; } = true;

    /// <inheritdoc cref="ModuleOptions.AdaptationThreshold"/>
    public double AdaptationThreshold { get; init; } = 0.7;

    /// <inheritdoc cref="ModuleOptions.MetricsCollectionLevel"/>
    public MetricsCollectionLevel MetricsCollectionLevel { get; init; } = MetricsCollectionLevel.Standard;

    // 'with' on the base calls the derived record's own clone, so this is a whole copy, made without reflection.
    internal ModuleConfig Copy() => this with { };

    internal ModuleConfig With(ModuleOptions options) => this with
    {
        EnableAdaptation = options.EnableAdaptation,
        AdaptationThreshold = options.AdaptationThreshold,
        MetricsCollectionLevel = options.MetricsCollectionLevel,
    };
}
