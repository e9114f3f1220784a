using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SelfLearning.Server.Tests.Cluster;
using SelfLearning.Server.Tests.Durability;

namespace SelfLearning.Server.Tests.Diagnostics;

public sealed class EvaluationEventsTests
{
    private const string Comment = "the second verse is dull";

    [Fact]
    public async Task Feedback_that_counts_is_one_event_in_the_log_and_on_the_span_of_its_call_without_its_comment()
    {
        using var spans = new SpanRecorder();
        var events = new EventRecorder();
        await using var folk = await StartAsync(events);
        var id = folk.NewId();
        var feedback = Feedback.FromRating(2, Comment, folk.Time);

        Assert.Equal(FeedbackReceipt.Accepted, await folk.SendAsync(id, feedback));
        Assert.Equal(FeedbackReceipt.Duplicate, await folk.SendAsync(id, feedback));
        Assert.Equal(FeedbackReceipt.Unknown, await folk.SendAsync("nobody's", feedback));

        var (_, attributes, text) = Assert.Single(events.Evaluations);
        Assert.Equal(
            [
                new("gen_ai.evaluation.name", "user_feedback"), new("gen_ai.evaluation.score.label", "fail"), new("gen_ai.evaluation.score.value", 0.4),
                new("gen_ai.response.id", id), new("module", Folk.Module),
            ],
            attributes.OrderBy(pair => pair.Key, StringComparer.Ordinal));
        Assert.DoesNotContain(Comment, text, StringComparison.Ordinal);
        var raised = Assert.Single(spans.Ended.SelectMany(span => span.Events), item => id.Equals(item.Tags.FirstOrDefault(tag => tag.Key == "gen_ai.response.id").Value));
        Assert.Equal((EvaluationEvents.Name, attributes.Count), (raised.Name, raised.Tags.Count()));
        Assert.All(raised.Tags, tag => Assert.Equal(attributes[tag.Key], tag.Value));
    }

    [Fact]
    public async Task A_correction_is_another_event()
    {
        var events = new EventRecorder();
        await using var folk = await StartAsync(events);
        var id = folk.NewId();
        await folk.SendAsync(id, folk.Judge(0.1));

        Assert.Equal(FeedbackReceipt.Replaced, await folk.SendAsync(id, folk.Judge(0.5)));

        Assert.Equal(["fail", "pass"], events.Evaluations.Select(item => item.Attributes["gen_ai.evaluation.score.label"]));
    }

    [Fact]
    public async Task The_modules_own_judgement_is_an_event_for_the_result_that_its_caller_got()
    {
        var events = new EventRecorder();
        await using var folk = await StartAsync(events);

        var result = await folk.Cluster.Client.GetModule<PoemRequest, Poem>(Folk.Module).ProcessAsync(new PoemRequest("folk", Quality: 0.75));

        var (_, attributes, _) = Assert.Single(events.Evaluations);
        Assert.Equal(("automatic_feedback", 0.75, result.Id), (attributes["gen_ai.evaluation.name"], attributes["gen_ai.evaluation.score.value"], attributes["gen_ai.response.id"]));
    }

    [Fact]
    public async Task Comments_are_in_it_where_the_silo_says_so()
    {
        var events = new EventRecorder();
        await using var folk = await StartAsync(events, comments: true);

        await folk.SendAsync(folk.NewId(), Feedback.FromRating(2, Comment, folk.Time));
        await folk.SendAsync(folk.NewId(), folk.Judge());

        Assert.Equal([Comment, null], events.Evaluations.Select(item => item.Attributes.GetValueOrDefault("gen_ai.evaluation.explanation")));
    }

    [Fact]
    public async Task A_module_that_does_not_say_that_it_is_generative_raises_none_until_it_does()
    {
        var events = new EventRecorder();
        await using var folk = await StartAsync(events, isGenerative: false);
        await folk.SendAsync(folk.NewId(), folk.Judge());
        Assert.Empty(events.Evaluations);

        var module = folk.Cluster.Client.GetModule(Folk.Module);
        var options = await module.GetOptionsAsync();
        await module.SetOptionsAsync(options.Options with { Generative = true }, options.ETag);
        await folk.SendAsync(folk.NewId(), folk.Judge());

        Assert.Single(events.Evaluations);
    }

    private static Task<Folk> StartAsync(EventRecorder events, bool isGenerative = true, bool comments = false) => Folk.StartAsync(
        silo: silo =>
        {
            silo.Services.AddLogging(logging => logging.AddProvider(events));
            silo.Services.PostConfigure<SelfLearningSiloOptions>(options => options.EvaluationComments = comments);
            silo.AddActivityPropagation();
        },
        options: ("Generative", isGenerative ? "true" : "false"));
}
