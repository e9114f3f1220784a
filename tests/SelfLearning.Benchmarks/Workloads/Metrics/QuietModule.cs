namespace SelfLearning.Benchmarks.Workloads.Metrics;

/// <summary>A module that does nothing, in the context the request names.</summary>
internal sealed class QuietModule : LearningModule<QuietRequest, QuietResult, QuietConfig>
{
    private static readonly Task<Outcome<QuietResult>> Done = Task.FromResult<Outcome<QuietResult>>(new QuietResult());

    public override ContextKey ContextOf(QuietRequest request) => ContextKey.Parse(request.Context);

    public override Task<Outcome<QuietResult>> ProcessAsync(QuietRequest request, QuietConfig config, CancellationToken cancellationToken) => Done;
}
