using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace SelfLearning.Web.Limits;

/// <summary>
/// Ends what waits for a caller that neither sends nor reads when the host stops: without it fifty of them hold the host until its
/// shutdown timeout. What waits for a module goes on.
/// </summary>
internal sealed class StopSignal : IDisposable
{
    // A caller that is sending or reading right now comes to its end.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _ended;
    private readonly CancellationTokenRegistration _stopping;

    public StopSignal(IHostApplicationLifetime lifetime, TimeProvider time)
    {
        _ended = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _stopping = lifetime.ApplicationStopping.UnsafeRegister(static ended => ((CancellationTokenSource)ended!).CancelAfter(Grace), _ended);
    }

    /// <summary>Aborts the connection of a request when the host stops, until what is returned is disposed of.</summary>
    public static CancellationTokenRegistration WhileWaitingFor(HttpContext caller) =>
        caller.RequestServices.GetRequiredService<StopSignal>()._ended.Token.UnsafeRegister(static http => ((HttpContext)http!).Abort(), caller);

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopping.Dispose();
        _ended.Dispose();
    }
}
