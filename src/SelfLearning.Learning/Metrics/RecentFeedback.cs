using System.Collections.Immutable;

namespace SelfLearning.Learning;

/// <summary>The last 100 feedbacks of a context, for people to read; saved in about 45 bytes each, and their comments. Not safe for concurrent use.</summary>
public sealed class RecentFeedback
{
    /// <summary>The most feedbacks kept.</summary>
    public const int Limit = 100;

    private Ring<RecentJudgement> _judgements = new(Limit);

    /// <summary>The number of feedbacks kept.</summary>
    public int Count => _judgements.Count;

    /// <summary>Adds a feedback; a comment is cut after <see cref="Feedback.MaximumCommentLength"/> characters, and one without a time gets that of its arrival.</summary>
    /// <param name="decision">The decision judged.</param>
    /// <param name="feedback">The judgement.</param>
    /// <param name="receipt">What became of it.</param>
    /// <param name="receivedAt">When it arrived.</param>
    public void Add(in Decision decision, Feedback feedback, FeedbackReceipt receipt, DateTimeOffset receivedAt)
    {
        ArgumentNullException.ThrowIfNull(feedback);
        Add(new RecentJudgement(decision, null, feedback, receipt, receivedAt));
    }

    /// <summary>Adds a feedback of which only the text of its result id is known, as version 0.1 saved it.</summary>
    /// <param name="feedback">The feedback.</param>
    /// <param name="texts">The result ids of the context.</param>
    public void Add(ReceivedFeedback feedback, ResultIdTexts texts)
    {
        ArgumentNullException.ThrowIfNull(feedback);
        ArgumentNullException.ThrowIfNull(texts);
        var decision = texts.Parse(feedback.ResultId);
        Add(new RecentJudgement(decision, decision is null ? feedback.ResultId : null, feedback.Feedback, feedback.Receipt, feedback.ReceivedAt));
    }

    /// <summary>The feedbacks, those that arrived last first.</summary>
    /// <param name="texts">Forms their result ids; one signed with a key that is no longer held is empty.</param>
    public ImmutableArray<ReceivedFeedback> All(ResultIdTexts texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var all = ImmutableArray.CreateBuilder<ReceivedFeedback>(_judgements.Count);
        for (var age = 0; age < _judgements.Count; age++)
        {
            ref readonly var judgement = ref _judgements[age];
            var id = judgement.Decision is { } decision ? texts.Of(decision) : judgement.Id;
            all.Add(new ReceivedFeedback(id ?? "", judgement.Feedback, judgement.Receipt, judgement.ReceivedAt));
        }

        return all.MoveToImmutable();
    }

    /// <summary>The feedbacks in a compact form with a version and a checksum.</summary>
    public byte[] Save()
    {
        var judgements = new RecentJudgement[_judgements.Count];
        for (var age = 0; age < judgements.Length; age++) judgements[^(age + 1)] = _judgements[age];
        return RecentFeedbackFormat.Write(judgements);
    }

    /// <summary>Replaces all feedbacks by those that were saved.</summary>
    /// <param name="saved">What <see cref="Save"/> returned; nothing where it is empty.</param>
    /// <exception cref="MetricsException">The bytes are damaged, cut short, or written by a newer version.</exception>
    public void Restore(ReadOnlySpan<byte> saved)
    {
        RecentJudgement[] judgements = saved.IsEmpty ? [] : RecentFeedbackFormat.Read(saved);
        _judgements = new(Limit);
        foreach (var judgement in judgements) Add(judgement);
    }

    private void Add(RecentJudgement judgement)
    {
        // Made when it arrived, where nobody said when.
        if (judgement.Feedback.CreatedAt == default) judgement = judgement with { Feedback = judgement.Feedback with { CreatedAt = judgement.ReceivedAt } };
        if (judgement.Feedback.Comment is { Length: > Feedback.MaximumCommentLength } comment)
            judgement = judgement with { Feedback = judgement.Feedback with { Comment = comment.Cut(Feedback.MaximumCommentLength) } };
        _judgements.Add(judgement);
    }
}
