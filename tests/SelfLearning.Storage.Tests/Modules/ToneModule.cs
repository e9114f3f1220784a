namespace SelfLearning.Storage.Tests.Modules;

/// <summary>Answers with what was decided.</summary>
public sealed class ToneModule : LearningModule<string, string, ToneConfig>
{
    public override ContextKey ContextOf(string request) => ContextKey.Encode(request);

    public override Task<Outcome<string>> ProcessAsync(string request, ToneConfig config, CancellationToken cancellationToken) =>
        Task.FromResult<Outcome<string>>(config.Tone);
}
