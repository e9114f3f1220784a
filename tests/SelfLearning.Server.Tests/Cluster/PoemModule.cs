namespace SelfLearning.Server.Tests.Cluster;

/// <summary>A module for tests: it returns what it was decided to use, waits or fails as the request says.</summary>
public sealed class PoemModule(PoemGate gate) : LearningModule<PoemRequest, Poem, PoemConfig>
{
    public override ContextKey ContextOf(PoemRequest request) => ContextKey.Encode(request.Genre);

    public override async Task<Outcome<Poem>> ProcessAsync(PoemRequest request, PoemConfig config, CancellationToken cancellationToken)
    {
        gate.Count(request.Text);
        if (request.Text == "block") gate.Block();
        if (request.Text == "wait") await gate.Opened.WaitAsync(cancellationToken);
        if (request.Text == "fail") throw new InvalidOperationException("no rhyme");
        var poem = new Poem($"{config.Structure}/{config.Temperature}");
        return request.Text == "partial" ? Outcome<Poem>.Partial(poem) : poem;
    }

    public override ValueTask<double?> QualityAsync(PoemRequest request, Poem result, CancellationToken cancellationToken) =>
        ValueTask.FromResult(request.Quality);
}
