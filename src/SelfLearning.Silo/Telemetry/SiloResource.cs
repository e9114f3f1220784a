using System.Reflection;
using Microsoft.Extensions.Options;
using OpenTelemetry.Resources;
using Orleans.Configuration;

namespace SelfLearning.Silo.Telemetry;

/// <summary>Who sends: the service, and the silo by its name.</summary>
internal sealed class SiloResource(IOptions<SiloOptions> silo) : IResourceDetector
{
    /// <summary>The name of the service, unless <c>OTEL_SERVICE_NAME</c> is set.</summary>
    public const string Service = "selflearning-silo";

    /// <inheritdoc/>
    public Resource Detect() => new(
    [
        new("service.name", Service),
        new("service.version", typeof(SiloResource).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0"),
        new("service.instance.id", silo.Value.SiloName),
    ]);
}
