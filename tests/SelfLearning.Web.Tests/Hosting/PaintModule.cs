namespace SelfLearning.Web.Tests.Hosting;

/// <summary>A module that runs in the silo.</summary>
internal sealed class PaintModule : LearningModule<PaintRequest, Picture, PaintConfig>
{
    public override ContextKey ContextOf(PaintRequest request) => ContextKey.Encode(request.Motif);

    public override Task<Outcome<Picture>> ProcessAsync(PaintRequest request, PaintConfig config, CancellationToken cancellationToken) =>
        request.Fails ? throw new InvalidOperationException("the brush broke") : Task.FromResult<Outcome<Picture>>(new Picture(request.Motif, config.Light));
}
