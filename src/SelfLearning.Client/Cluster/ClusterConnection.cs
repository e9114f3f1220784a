using Microsoft.Extensions.Logging;

namespace SelfLearning.Cluster;

/// <summary>
/// What is known of the connection that this host makes in the background. Counts the gateways by what Orleans tells of their changes,
/// which may come out of order.
/// </summary>
internal sealed partial class ClusterConnection(TimeProvider time, ILogger<ClusterConnection> logger)
    : IClusterConnectionStatusObserver, IClientConnectionRetryFilter
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private TaskCompletionSource _connected = NewConnected();
    private Signal _lost = new();
    private Signal _gone = new();
    private string? _whyNot = "this host is not connected to the cluster yet";
    private int _gateways;
    private int _attempts;
    private bool _isTold;
    private bool _closed;

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>Why a call cannot be sent now; <c>null</c> when it can.</summary>
    public string? WhyNot => Volatile.Read(ref _whyNot);

    /// <summary>Why the last attempt to connect has failed; <c>null</c> while connected.</summary>
    public Exception? LastFailure { get; private set; }

    /// <summary>Ends when calls can be sent.</summary>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        lock (_lock) return _connected.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Ends when the last gateway has gone.</summary>
    public Task WaitForLossAsync(CancellationToken cancellationToken)
    {
        lock (_lock) return _lost.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Cancelled when the last gateway has gone.</summary>
    public CancellationToken Loss => Volatile.Read(ref _lost).Token;

    /// <summary>Cancelled when the next gateway has gone.</summary>
    public CancellationToken NextGone => Volatile.Read(ref _gone).Token;

    /// <summary>Ends when the next gateway has gone.</summary>
    public Task NextGoneAsync() => Volatile.Read(ref _gone).Task;

    /// <summary>A silo has answered.</summary>
    /// <returns>Whether the connection still stands.</returns>
    public bool Establish()
    {
        lock (_lock)
        {
            if (_closed || _gateways <= 0) return false;
            (_whyNot, LastFailure, _attempts, _isTold) = (null, null, 0, false);
            Volatile.Write(ref _lost, new Signal());
            _connected.TrySetResult();
        }

        LogConnected(logger);
        return true;
    }

    /// <summary>From now on no call can be sent.</summary>
    public void Close()
    {
        lock (_lock) (_closed, _whyNot) = (true, "this host is stopping");
    }

    /// <summary>Notes a failed attempt, tells of it once, and waits, longer from time to time.</summary>
    /// <returns>Always <c>true</c>: a cluster may come at any time.</returns>
    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        int attempt;
        bool isTold;
        lock (_lock)
        {
            LastFailure = exception;
            attempt = ++_attempts;
            (isTold, _isTold) = (_isTold, true);
        }

        if (!isTold) LogCannotConnect(logger, exception);
        var pause = ShortestPause * Math.Pow(2, Math.Min(attempt - 1, 10));
        await Task.Delay(pause < LongestPause ? pause : LongestPause, time, cancellationToken);
        return true;
    }

    /// <inheritdoc/>
    public void NotifyGatewayCountChanged(int currentNumberOfGateways, int previousNumberOfGateways, bool connectionRecovered)
    {
        lock (_lock)
        {
            _gateways += currentNumberOfGateways - previousNumberOfGateways;
            if (currentNumberOfGateways < previousNumberOfGateways)
            {
                var gone = _gone;
                Volatile.Write(ref _gone, new Signal());
                gone.Set();
            }

            if (_gateways > 0 || WhyNot is not null) return;
            _whyNot = "this host has lost its connection to the cluster and tries to connect again";
            _isTold = true;
            _connected = NewConnected();
            _lost.Set();
        }

        LogLost(logger);
    }

    /// <inheritdoc/>
    public void NotifyClusterConnectionLost()
    {
        // The count says it.
    }

    private static TaskCompletionSource NewConnected() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(3010, LogLevel.Warning, "The cluster cannot be reached; calls fail at once, and connecting is tried for ever")]
    private static partial void LogCannotConnect(ILogger logger, Exception exception);

    [LoggerMessage(3011, LogLevel.Information, "Connected to the cluster")]
    private static partial void LogConnected(ILogger logger);

    [LoggerMessage(3012, LogLevel.Warning, "The connection to the cluster is lost: no silo that was known is left; calls fail at once until a silo is found")]
    private static partial void LogLost(ILogger logger);
}
