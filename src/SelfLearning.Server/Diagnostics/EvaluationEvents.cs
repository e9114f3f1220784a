using System.Diagnostics;
using Microsoft.Extensions.Options;

namespace SelfLearning.Server;

/// <summary>
/// Feedback as the event that OpenTelemetry defines for judgements of generated content: on the span that runs, and as a log record of this class's
/// category. Comments only where <see cref="SelfLearningSiloOptions.EvaluationComments"/> says so.
/// </summary>
internal sealed class EvaluationEvents(ILogger<EvaluationEvents> logger, IOptions<SelfLearningSiloOptions> options)
{
    /// <summary>The name of the event.</summary>
    public const string Name = "gen_ai.evaluation.result";

    private const double Passes = 0.5;
    private static readonly EventId Id = new(1106, Name);

    /// <summary>Raises the event, if the judgement counts.</summary>
    /// <param name="module">The module.</param>
    /// <param name="resultId">The result id.</param>
    /// <param name="feedback">The judgement.</param>
    /// <param name="receipt">What became of it.</param>
    public void Raise(string module, string resultId, Feedback feedback, FeedbackReceipt receipt)
    {
        if (receipt is not (FeedbackReceipt.Accepted or FeedbackReceipt.Replaced or FeedbackReceipt.Corrected)) return;
        var span = Activity.Current is { IsAllDataRequested: true } current ? current : null;
        var isLogged = logger.IsEnabled(LogLevel.Information);
        if (span is null && !isLogged) return;
        var attributes = new List<KeyValuePair<string, object?>>(6)
        {
            new("gen_ai.evaluation.name", feedback.Source == FeedbackSource.User ? "user_feedback" : "automatic_feedback"),
            new("gen_ai.evaluation.score.value", feedback.Quality),
            new("gen_ai.evaluation.score.label", feedback.Quality >= Passes ? "pass" : "fail"),
            new("gen_ai.response.id", resultId),
            new("module", module),
        };
        if (options.Value.EvaluationComments && feedback.Comment is { Length: > 0 } comment) attributes.Add(new("gen_ai.evaluation.explanation", comment));
        span?.AddEvent(new ActivityEvent(Name, tags: [.. attributes]));
        // Not generated: the names of the attributes are OpenTelemetry's, which no parameter can have.
        if (isLogged) logger.Log(LogLevel.Information, Id, attributes, null, static (state, _) => $"Module {state[4].Value}: {state[0].Value} {state[1].Value:0.###}");
    }
}
