using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using SelfLearning.Web.Dashboard.Access;

namespace SelfLearning.Web.Access;

/// <summary>
/// Stops a host from starting that is reachable from other machines and asks nobody who he is. Nothing would be served to them, but
/// whoever set it up so expects something else.
/// </summary>
internal sealed class AccessGuard(ApiKeys keys, IAuthenticationSchemeProvider schemes, IServer server, IOptions<SelfLearningWebOptions> options)
    : IHostedLifecycleService
{
    /// <inheritdoc/>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (!keys.IsEmpty || (await schemes.GetAllSchemesAsync()).Any(scheme => scheme.Name is not (AccessPolicies.ApiKeyScheme or PageCookie.Scheme))) return;
        // Known only now that the server listens, whatever it was configured by.
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        if (addresses.FirstOrDefault(address => IsOpen(BindingAddress.Parse(address))) is not { } open) return;
        throw new ModuleConfigurationException(
            $"The host listens at {open}, which is reachable from other machines, and has no authentication: configure API keys ({ApiKeys.Section}), add an authentication "
            + "scheme of your own, or listen at http://127.0.0.1 only.");
    }

    private bool IsOpen(BindingAddress address) =>
        !address.IsUnixPipe && !address.IsNamedPipe && !OpenAccessRule.IsLoopbackName(address.Host) && address.Port != options.Value.ForeignPort;

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
