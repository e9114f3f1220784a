using SelfLearning.Web.Dashboard.Contexts;

namespace SelfLearning.Web.Tests.Dashboard.Contexts;

public sealed class ContextModelTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<LearningStatusReason> Reasons() => [.. Enum.GetValues<LearningStatusReason>()];

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Every_reason_has_an_answer_of_its_own(LearningStatusReason reason)
    {
        var status = StatusOf(reason);

        Assert.NotEqual(reason.ToString(), status.Answer);
        Assert.Equal(1, Enum.GetValues<LearningStatusReason>().Count(other => StatusOf(other).Answer == status.Answer));
        Assert.Equal(reason is LearningStatusReason.Adapted or LearningStatusReason.Learning, status.Question == "Does it learn?");
    }

    [Fact]
    public void The_value_in_use_stands_first_and_values_nobody_tried_are_counted()
    {
        var parameter = ParameterDefinition.Integer("quality", 80, 50, 95, 5);
        var policy = PolicyOf(
            [new("quality", "80", true, 0.9, 40, 0.7, null), new("quality", "65", false, 0, 5, 0.4, null), new("quality", "85", false, 0.1, 10, 0.8, 0.6)],
            [new Pin("quality", "80", "ada", Start, "house style")]);

        var model = ParameterModel.Of(parameter, policy);

        Assert.Equal(["80", "85", "65"], model.Values.Select(value => value.Value));
        Assert.Equal((true, false, false), (model.Values[0].InUse, model.Values[0].OnTrial, model.Values[2].OnTrial));
        Assert.True(model.Values[1].OnTrial);
        Assert.Equal((7, new PinModel("ada", Start, "house style")), (model.Untried, model.Pin));
        Assert.All(model.Values, value => Assert.NotNull(value.Bar));
    }

    [Theory]
    [InlineData(AdaptationStatus.Proposed, "b", true, false)]
    [InlineData(AdaptationStatus.Applied, "b", false, true)]
    [InlineData(AdaptationStatus.Applied, "c", false, false)]
    [InlineData(AdaptationStatus.RolledBack, "b", false, false)]
    public void Only_what_can_be_decided_is_offered(AdaptationStatus status, string inUse, bool canApprove, bool canRollBack)
    {
        var model = AdaptationModel.Of(Made(status, 3), PolicyOf([], []).Policy with { Values = [new("p", inUse)] });

        Assert.Equal((canApprove, canRollBack), (model.CanApprove, model.CanRollBack));
    }

    [Fact]
    public void The_evidence_names_both_values_their_feedback_and_the_gain()
    {
        var evidence = AdaptationModel.Of(Made(AdaptationStatus.Applied, 3), PolicyOf([], []).Policy).Evidence;

        Assert.Equal("‘a’ 0.50 in 5 feedbacks; ‘b’ had no feedback; estimated gain +0.20. Of 10 feedbacks, learning cycle 3.", evidence);
    }

    [Fact]
    public void A_decision_of_a_person_has_no_confidence_of_the_learner() =>
        Assert.Null(AdaptationModel.Of(Made(AdaptationStatus.Applied, 0), PolicyOf([], []).Policy).Confidence);

    [Fact]
    public void Every_receipt_but_the_plain_one_says_what_it_means()
    {
        foreach (var receipt in Enum.GetValues<FeedbackReceipt>())
        {
            var model = FeedbackModel.Of(new ReceivedFeedback("id", Feedback.FromRating(4, "  "), receipt, Start));
            Assert.Equal(receipt == FeedbackReceipt.Accepted, model.Meaning is null);
            Assert.Null(model.Comment);
        }
    }

    private static StatusModel StatusOf(LearningStatusReason reason) => StatusModel.Of(new LearningStatus("folk", reason, "Because.", 0, 0, null, null, null, []));

    private static PolicyView PolicyOf(ValueEstimate[] estimates, Pin[] pins) => new(
        "folk", new PolicySnapshot { Version = 1, PublishedAt = Start, Values = [] }, [.. estimates], [.. pins], 0, 0, 0);

    private static Adaptation Made(AdaptationStatus status, long cycle) => new()
    {
        Id = 1,
        CreatedAt = Start,
        Context = "folk",
        ParameterName = "p",
        OldValue = "a",
        NewValue = "b",
        Confidence = 0.8,
        Reason = "because",
        MetricsBasis = new MetricsBasis(10, 5, 0.5, 0, null, 0.2, cycle),
        Status = status,
        DecidedBy = "learner",
        DecidedAt = Start,
    };
}
