using Microsoft.Extensions.Options;

namespace SelfLearning.Server;

/// <summary>Stops a silo whose settings cannot work, before it joins its cluster.</summary>
internal sealed class SiloOptionsRule(IOptions<SelfLearningSiloOptions> options) : IConfigurationValidator
{
    /// <inheritdoc/>
    public void ValidateConfiguration()
    {
        var settings = options.Value;
        Require(settings.PayloadLimit, nameof(settings.PayloadLimit), "bytes");
        Require(settings.MaximumCalls, nameof(settings.MaximumCalls), "calls");
        Require(settings.MaximumCallsPerContext, nameof(settings.MaximumCallsPerContext), "calls");
        Require(settings.MaximumWaitingFeedback, nameof(settings.MaximumWaitingFeedback), "feedbacks");
    }

    private static void Require(int value, string name, string what)
    {
        if (value < 1)
            throw new ModuleConfigurationException($"{SelfLearningSiloOptions.Section}:{name} is {value}: it is a number of {what}, 1 or more. Leave it out for the default.");
    }
}
