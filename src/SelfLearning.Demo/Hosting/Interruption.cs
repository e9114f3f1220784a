using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;

namespace SelfLearning.Demo.Hosting;

/// <summary>Ctrl+C and SIGTERM, from the first moment on: they end the program in good order, whatever it is doing.</summary>
/// <remarks>
/// It stands in for the host's own lifetime, which listens only once the host starts, and then breaks off a silo that is half started.
/// </remarks>
internal sealed class Interruption : IHostLifetime, IDisposable
{
    private const int Sigint = 2;

    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;

    public Interruption()
    {
        // A script's background job inherits that SIGINT is ignored, which .NET leaves so: kill -INT would then do nothing.
        if (!OperatingSystem.IsWindows()) SetSignalAction(Sigint, 0);
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
        ];
    }

    /// <summary>Cancelled by the first signal; further ones change nothing.</summary>
    public CancellationToken Token => _stop.Token;

    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _stop.Dispose();
    }

    // Its handler 0 is SIG_DFL, the default action.
    [DllImport("libc", EntryPoint = "signal")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint SetSignalAction(int number, nint handler);

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        _stop.Cancel();
    }
}
