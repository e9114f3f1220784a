using System.Security.Cryptography;
using SelfLearning.Benchmarks.Comparing;
using SelfLearning.Learning;

namespace SelfLearning.Benchmarks.Workloads;

/// <summary>Making and verifying a result id against the one HMAC that it cannot do without.</summary>
internal sealed class ResultIdWorkload : IWorkload
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    public string Name => "result-id";

    public string Description => "making and verifying a result id against one HMAC-SHA256 over as many bytes";

    public async Task RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        var id = new ResultId("lyrics", ContextKey.Parse("folk"), DateTimeOffset.UnixEpoch.AddYears(56), 42, 7, 1, 0, 0);
        var text = id.Format(Key);
        var bytes = new byte[text.Length * 3 / 4];
        var tag = new byte[32];
        Work reference = (duration, _) => Task.FromResult(Load.Run(duration, () => HMACSHA256.HashData(Key, bytes, tag)));
        await bench.CompareAsync(
            "result-id/make", "ids/s", (duration, _) => Task.FromResult(Load.Run(duration, () => id.Format(Key))), reference, [], null, cancellationToken);
        await bench.CompareAsync(
            "result-id/verify",
            "ids/s",
            (duration, _) => Task.FromResult(Load.Run(duration, () => Verify(text))),
            reference,
            [],
            null,
            cancellationToken);
    }

    private static void Verify(string text)
    {
        if (!ResultId.TryParse(text, out var id) || !ResultId.TryVerify(text, id, Key)) throw new InvalidOperationException("The id was refused.");
    }
}
