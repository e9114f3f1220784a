using System.Collections.Immutable;

namespace SelfLearning.Learning;

/// <summary>The last 100 feedbacks of a context, for people to read. Not safe for concurrent use.</summary>
public sealed class RecentFeedback
{
    /// <summary>The most feedbacks kept.</summary>
    public const int Limit = 100;

    private Ring<ReceivedFeedback> _feedbacks = new(Limit);

    /// <summary>The feedbacks, those that arrived last first; this is also what is saved.</summary>
    public ImmutableArray<ReceivedFeedback> Saved
    {
        get
        {
            var saved = ImmutableArray.CreateBuilder<ReceivedFeedback>(_feedbacks.Count);
            for (var age = 0; age < _feedbacks.Count; age++) saved.Add(_feedbacks[age]);
            return saved.MoveToImmutable();
        }
    }

    /// <summary>Adds a feedback; a comment is cut after <see cref="Feedback.MaximumCommentLength"/> characters.</summary>
    public void Add(ReceivedFeedback feedback)
    {
        ArgumentNullException.ThrowIfNull(feedback);
        if (feedback.Feedback.Comment is { Length: > Feedback.MaximumCommentLength } comment)
        {
            feedback = feedback with { Feedback = feedback.Feedback with { Comment = comment.Cut(Feedback.MaximumCommentLength) } };
        }

        _feedbacks.Add(feedback);
    }

    /// <summary>Replaces all feedbacks by those that were saved.</summary>
    /// <param name="saved">What <see cref="Saved"/> returned, the newest first; nothing where it is default.</param>
    public void Restore(ImmutableArray<ReceivedFeedback> saved)
    {
        _feedbacks = new(Limit);
        if (saved.IsDefault) return;
        for (var age = saved.Length - 1; age >= 0; age--) Add(saved[age]);
    }
}
