namespace SelfLearning.Benchmarks.Workloads.Growing;

/// <summary>A module that does nothing in the context that is asked for.</summary>
public sealed class NothingModule : LearningModule<NothingRequest, string, NothingConfig>
{
    /// <inheritdoc/>
    public override ContextKey ContextOf(NothingRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ContextKey.Parse(request.Context);
    }

    /// <inheritdoc/>
    public override Task<Outcome<string>> ProcessAsync(NothingRequest request, NothingConfig config, CancellationToken cancellationToken) =>
        Task.FromResult<Outcome<string>>("done");
}
