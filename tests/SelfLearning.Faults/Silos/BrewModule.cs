namespace SelfLearning.Faults.Silos;

/// <summary>Does nothing for a while, well or less well.</summary>
internal sealed class BrewModule : LearningModule<BrewRequest, Brew, BrewConfig>
{
    /// <summary>The module that runs in the silos.</summary>
    public const string Name = "brew";

    /// <summary>The module with the same record that the run runs itself.</summary>
    public const string Hosted = "hosted-brew";

    public override bool IsPurelyAsynchronous => true;

    public override ContextKey ContextOf(BrewRequest request) => ContextKey.Parse(request.Pot);

    public override async Task<Outcome<Brew>> ProcessAsync(BrewRequest request, BrewConfig config, CancellationToken cancellationToken)
    {
        await Task.Delay(request.Milliseconds, cancellationToken);
        return Of(config);
    }

    /// <summary>What a configuration gives.</summary>
    public static Brew Of(BrewConfig config) => new(config.Heat switch { "low" => 0.4, "medium" => 0.6, _ => 0.75 });
}
