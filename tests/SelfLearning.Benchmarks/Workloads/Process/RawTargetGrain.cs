using Orleans.Concurrency;
using SelfLearning.Learning;

namespace SelfLearning.Benchmarks.Workloads;

/// <summary>What <c>ContextGrain</c> is to a call, without the product.</summary>
[Reentrant]
internal sealed class RawTargetGrain(IGrainContext context) : IGrainBase, IRawTargetGrain, IDisposable
{
    // As long as the result id of a call in a context with such a key.
    private static readonly string Id = new('x', 72);

    private static readonly byte[] Key = new byte[32];

    private readonly ResultIdSigner _signer = new("noop", ContextKey.Parse(context.GrainId.Key.ToString()!), 0, Key);
    private long _calls;

    public IGrainContext GrainContext => context;

    public void Dispose() => _signer.Dispose();

    public Task<RawReply> ProcessAsync(RawRequest request) => Task.FromResult(
        new RawReply(Id, DateTimeOffset.UnixEpoch, request.Text, 0, null, false, OperationStatus.Success));

    public Task<SignedReply> ProcessSignedAsync(SignedRequest request) => Task.FromResult(new SignedReply(
        _signer.Sign(new Decision(0, ++_calls, 1, -1, 0, 0)), DateTimeOffset.UnixEpoch,
        Payload.Of(new NoopResult(request.Read().Text), PayloadJson.DefaultOptions), 0, null, false, OperationStatus.Success));
}
