using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using SelfLearning.Client.Tests.Fakes;
using SelfLearning.Cluster;

namespace SelfLearning.Client.Tests.Connecting;

public sealed class ClusterConnectionTests : IDisposable
{
    private readonly LogMemory _log = new();
    private readonly LoggerFactory _loggers;
    private readonly FakeTimeProvider _time = new();
    private readonly ClusterConnection _connection;

    public ClusterConnectionTests()
    {
        _loggers = new LoggerFactory([_log]);
        _connection = new ClusterConnection(_time, _loggers.CreateLogger<ClusterConnection>());
    }

    public void Dispose()
    {
        _loggers.Dispose();
        _log.Dispose();
    }

    [Fact]
    public void It_stands_when_a_silo_has_answered_and_a_gateway_is_open()
    {
        Assert.False(_connection.Establish());
        _connection.NotifyGatewayCountChanged(1, 0, connectionRecovered: true);
        Assert.Contains("not connected", _connection.WhyNot, StringComparison.Ordinal);

        Assert.True(_connection.Establish());

        Assert.Null(_connection.WhyNot);
        Assert.True(_connection.WaitAsync(CancellationToken.None).IsCompletedSuccessfully);
    }

    [Fact]
    public void It_is_lost_with_the_last_gateway_whatever_the_order_in_which_the_changes_are_told()
    {
        _connection.NotifyGatewayCountChanged(2, 1, connectionRecovered: false);
        _connection.NotifyGatewayCountChanged(1, 0, connectionRecovered: true);
        _connection.Establish();

        _connection.NotifyGatewayCountChanged(0, 1, connectionRecovered: false);
        Assert.Null(_connection.WhyNot);
        var lost = _connection.WaitForLossAsync(CancellationToken.None);
        _connection.NotifyGatewayCountChanged(1, 2, connectionRecovered: false);

        Assert.Contains("lost", _connection.WhyNot, StringComparison.Ordinal);
        Assert.True(lost.IsCompletedSuccessfully);
        Assert.False(_connection.WaitAsync(CancellationToken.None).IsCompleted);
        Assert.Single(_log.Warnings);
    }

    [Fact]
    public async Task Attempts_go_on_for_ever_with_pauses_of_at_most_five_seconds_and_are_told_of_once()
    {
        for (var i = 0; i < 100; i++)
        {
            var attempt = _connection.ShouldRetryConnectionAttempt(new TimeoutException("nobody"), CancellationToken.None);
            Assert.False(attempt.IsCompleted);
            _time.Advance(TimeSpan.FromSeconds(5));
            Assert.True(await attempt);
        }

        Assert.Single(_log.Warnings);
        Assert.IsType<TimeoutException>(_connection.LastFailure);
    }

    [Fact]
    public void Closed_it_stays_closed()
    {
        _connection.NotifyGatewayCountChanged(1, 0, connectionRecovered: true);
        _connection.Establish();
        _connection.Close();
        _connection.NotifyGatewayCountChanged(0, 1, connectionRecovered: false);

        Assert.False(_connection.Establish());
        Assert.Contains("stopping", _connection.WhyNot, StringComparison.Ordinal);
        Assert.Empty(_log.Warnings);
    }
}
