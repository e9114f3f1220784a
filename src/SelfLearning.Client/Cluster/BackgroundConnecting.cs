using Microsoft.Extensions.Hosting;
using SelfLearning.Contracts;

namespace SelfLearning.Cluster;

/// <summary>
/// Starts Orleans' client without the host waiting for it, and brings a lost connection back: Orleans itself connects only when
/// something is sent, and nothing is while there is no connection.
/// </summary>
/// <param name="orleans">Orleans' client, which is a hosted service of its own.</param>
/// <param name="grains">The grains of the cluster.</param>
/// <param name="connection">Is told of what happens.</param>
/// <param name="time">The clock.</param>
internal sealed class BackgroundConnecting(IHostedService orleans, IGrainFactory grains, ClusterConnection connection, TimeProvider time)
    : BackgroundService
{
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(2);

    /// <summary>Ends promptly in every state: what the start still waits for may have no end.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        connection.Close();
        await base.StopAsync(cancellationToken);
        await orleans.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var start = orleans.StartAsync(stoppingToken);
        start.Ignore();
        await start.WaitAsync(stoppingToken);
        while (true)
        {
            while (!connection.Establish()) await ReachAsync(stoppingToken);
            await connection.WaitForLossAsync(stoppingToken);
        }
    }

    /// <summary>Ends when a silo answers. It is asked what needs no storage and no other silo: to route an empty batch.</summary>
    private async Task ReachAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await grains.GetGrain<IModuleGrain>("connection").ApplyFeedbackBatchAsync([]).WaitAsync(LongestAnswer, time, stoppingToken);
                return;
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                await connection.ShouldRetryConnectionAttempt(exception, stoppingToken);
            }
        }
    }
}
