using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SelfLearning.Benchmarks.Comparing;

namespace SelfLearning.Benchmarks.Workloads;

/// <summary>The process that a <see cref="RemoteLoad"/> starts.</summary>
internal static class RemoteLoadProgram
{
    /// <summary>Runs rounds until its input ends.</summary>
    public static async Task<int> RunAsync(int gatewayPort)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection([new("Orleans:Endpoints:GatewayPort", gatewayPort.ToString(CultureInfo.InvariantCulture))]);
        builder.UseSelfLearningClient();
        using var host = builder.Build();
        await host.StartAsync();
        var client = host.Services.GetRequiredService<ISelfLearningClient>();
        await ConnectedAsync(client);
        var sides = new ProcessSides(client, host.Services.GetRequiredService<IGrainFactory>());
        var known = new Dictionary<(string, int), Work>();
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var round = JsonSerializer.Deserialize<RemoteRound>(line)!;
            if (!known.TryGetValue((round.Module, round.Contexts), out var side))
            {
                side = round.Module switch
                {
                    RemoteLoad.Raw => sides.Raw(round.Contexts),
                    RemoteLoad.Signed => sides.Signed(round.Contexts),
                    _ => sides.Product(round.Module, round.Contexts),
                };
                known.Add((round.Module, round.Contexts), side);
            }

            Console.WriteLine(JsonSerializer.Serialize(await side(round.Duration, CancellationToken.None)));
        }

        return 0;
    }

    // The client connects in the background and refuses calls until then.
    private static async Task ConnectedAsync(ISelfLearningClient client)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await client.GetModule(ProcessSilo.Asynchronous).GetOptionsAsync();
                return;
            }
            catch (ClusterUnavailableException) when (attempt < 100)
            {
                await Task.Delay(100);
            }
        }
    }
}
