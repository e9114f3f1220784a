namespace SelfLearning.Browser.Tests.Hosting;

/// <summary>A module that runs in the silo.</summary>
internal sealed class SketchModule : LearningModule<SketchRequest, Sketch, SketchConfig>
{
    public override ContextKey ContextOf(SketchRequest request) => ContextKey.Encode(request.Motif);

    public override Task<Outcome<Sketch>> ProcessAsync(SketchRequest request, SketchConfig config, CancellationToken cancellationToken) =>
        Task.FromResult<Outcome<Sketch>>(new Sketch(config.Medium, config.Detail));
}
