namespace SelfLearning.Browser.Tests.Hosting;

/// <summary>Calls a module and judges what it gives: ink is truly better than pencil and chalk, and judgements vary.</summary>
internal sealed class Critic(IModuleClient<SketchRequest, Sketch> module, int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>The judgement of a sketch, 0 to 1.</summary>
    public double QualityOf(Sketch sketch) => Math.Clamp((sketch.Medium == "ink" ? 0.85 : 0.4) + (0.3 * (_random.NextDouble() - 0.5)), 0, 1);

    /// <summary>Calls it so often and judges each result, with a remark now and then.</summary>
    /// <param name="motif">What decides the context.</param>
    /// <param name="count">How often.</param>
    /// <param name="time">The time of the judgements.</param>
    public async Task JudgeAsync(string motif, int count, TimeProvider? time = null)
    {
        var judged = new List<ResultFeedback>();
        for (var i = 0; i < count; i++)
        {
            var result = await module.ProcessAsync(new SketchRequest(motif));
            var quality = QualityOf(result.Data);
            judged.Add(new ResultFeedback(result.Id, Feedback.FromQuality(quality, FeedbackSource.User, Remark(quality), time: time)));
        }

        await module.ApplyFeedbackAsync(judged);
    }

    /// <summary>Goes on until an adaptation of a status is there, and gives it.</summary>
    public async Task<Adaptation> UntilAsync(string motif, AdaptationStatus status)
    {
        for (var round = 0; round < 60; round++)
        {
            await JudgeAsync(motif, 40);
            await module.TriggerLearningCycleAsync(ContextKey.Encode(motif));
            var adaptations = await module.GetAdaptationsAsync(ContextKey.Encode(motif));
            if (adaptations.FirstOrDefault(adaptation => adaptation.Status == status) is { } found) return found;
        }

        throw new InvalidOperationException($"After 2,400 judgements of {motif} there is no adaptation that is {status}.");
    }

    private string? Remark(double quality) => _random.Next(4) switch
    {
        0 => quality < 0.5 ? "too pale, and the hands are wrong" : "lively line, keep it",
        1 => quality < 0.5 ? "<script>document.title = 'hacked'</script> flat" : "good shadows & depth",
        _ => null,
    };
}
