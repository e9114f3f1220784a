using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace SelfLearning.Silo.Tests.Support;

/// <summary>A host app in this process that runs a module of its own on the silo, and a ledger of the feedback that was acknowledged.</summary>
internal sealed class HostApp : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly IModuleClient _module;

    private HostApp(IHost host) =>
        (_host, _module) = (host, host.Services.GetRequiredService<ISelfLearningClient>().GetModule("drinks"));

    public static async Task<HostApp> ConnectAsync(SiloProcess silo)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleansClient(client => client.UseLocalhostClustering(silo.Gateway.Port, "default", "default"));
        builder.Services.AddSelfLearningClient(client => client.AddModule<DrinkConfig>("drinks"));
        var host = builder.Build();
        await host.StartAsync();
        return new HostApp(host);
    }

    /// <summary>Runs operations in ten contexts and judges them, until the silo refuses or it is cancelled; adds to the ledger what was acknowledged.</summary>
    public async Task LoadAsync(ConcurrentDictionary<string, Feedback> acknowledged, int caller, CancellationToken cancellationToken)
    {
        for (var i = 0; !cancellationToken.IsCancellationRequested; i++)
        {
            try
            {
                var result = await _module.RunAsync(ContextKey.Encode($"guest-{(caller + i) % 10}"), (DrinkConfig config, CancellationToken _) => Task.FromResult(config.Sugar), cancellationToken);
                var feedback = Feedback.FromRating(1 + (i % 5));
                if (await _module.ApplyFeedbackAsync(result.Id, feedback, cancellationToken) == FeedbackReceipt.Accepted) acknowledged[result.Id] = feedback;
            }
            catch (Exception exception) when (exception is SelfLearningException { IsRetryable: true } or OrleansException or OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>The receipt of each feedback when it is sent again.</summary>
    public async Task<List<FeedbackReceipt>> SendAgainAsync(ConcurrentDictionary<string, Feedback> acknowledged)
    {
        var receipts = new List<FeedbackReceipt>();
        foreach (var (id, feedback) in acknowledged) receipts.Add(await _module.ApplyFeedbackAsync(id, feedback));
        return receipts;
    }

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            await _host.StopAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            // The silo it would say goodbye to is gone.
        }

        _host.Dispose();
    }
}
