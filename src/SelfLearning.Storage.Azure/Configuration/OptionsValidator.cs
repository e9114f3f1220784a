using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace SelfLearning.Storage.Azure.Configuration;

/// <summary>
/// Makes the named options, whose configuration throws on a wrong value, before anything starts.
/// </summary>
internal sealed class OptionsValidator<TOptions>(IServiceProvider services, string name) : IConfigurationValidator
    where TOptions : class
{
    /// <inheritdoc/>
    public void ValidateConfiguration() => services.GetRequiredService<IOptionsMonitor<TOptions>>().Get(name);
}
