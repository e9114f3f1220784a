namespace SelfLearning.Benchmarks.Workloads;

/// <summary>A module that costs nothing itself: what is left is the way to it and back.</summary>
internal class NoopModule : LearningModule<NoopRequest, NoopResult, NoopConfig>
{
    public override ContextKey ContextOf(NoopRequest request) => ContextKey.Parse(request.Context);

    public override Task<Outcome<NoopResult>> ProcessAsync(NoopRequest request, NoopConfig config, CancellationToken cancellationToken) =>
        Task.FromResult<Outcome<NoopResult>>(new NoopResult(request.Text));
}
