using System.Globalization;
using SelfLearning.Benchmarks.Comparing;

namespace SelfLearning.Benchmarks.Workloads;

/// <summary>Both sides of the comparison in one process: the same callers in the same contexts, through the product and without it.</summary>
internal sealed class ProcessSides(ISelfLearningClient client, IGrainFactory grains)
{
    private const int Callers = 64;
    private const string Text = "the text of a request, as long as a title";

    /// <summary>The load on a module, through the product.</summary>
    public Work Product(string module, int contexts)
    {
        var called = client.GetModule<NoopRequest, NoopResult>(module);
        var requests = Contexts(contexts).Select(context => new NoopRequest(context, Text)).ToArray();
        return Side(async (request, token) => await called.ProcessAsync(request, token), requests);
    }

    /// <summary>The load of two raw hops.</summary>
    public Work Raw(int contexts)
    {
        var requests = Contexts(contexts).Select(context => new RawRequest(context, Text, null, "process")).ToArray();
        var router = grains.GetGrain<IRawRouterGrain>("raw");
        return Side(async (request, _) => await router.ProcessAsync(request), requests);
    }

    /// <summary>The load of two raw hops with the user's types as JSON and one signature each: the least a call of a module can cost.</summary>
    public Work Signed(int contexts)
    {
        var requests = Contexts(contexts).Select(context => new NoopRequest(context, Text)).ToArray();
        var router = grains.GetGrain<IRawRouterGrain>("raw");
        return Side(
            async (request, token) =>
            {
                token.ThrowIfCancellationRequested();
                // Measured before it is sent, read when it is back: both as the client does.
                var input = Payload.Of(request, PayloadJson.DefaultOptions);
                input.ToJson();
                var reply = await router.ProcessSignedAsync(new SignedRequest(input, null, "process"));
                if (!reply.Data.TryRead<NoopResult>(PayloadJson.DefaultOptions, out _, out var error)) throw new InvalidOperationException(error);
            },
            requests);
    }

    private static IEnumerable<string> Contexts(int count) =>
        Enumerable.Range(0, count).Select(number => string.Create(CultureInfo.InvariantCulture, $"context-{number:0000}"));

    // Every caller has a token of its own, as requests of a web server have, and goes through
    // all contexts, from a place of its own.
    private static Work Side<TRequest>(Func<TRequest, CancellationToken, Task> call, TRequest[] requests)
    {
        var next = new int[Callers];
        for (var caller = 0; caller < Callers; caller++) next[caller] = requests.Length * caller / Callers;
        return async (duration, cancellationToken) =>
        {
            var tokens = Enumerable.Range(0, Callers).Select(_ => CancellationTokenSource.CreateLinkedTokenSource(cancellationToken)).ToArray();
            var calls = await Load.RunAsync(
                Callers, duration, caller => call(requests[next[caller]++ % requests.Length], tokens[caller].Token), cancellationToken);
            foreach (var token in tokens) token.Dispose();
            return calls;
        };
    }
}
