namespace SelfLearning;

/// <summary>
/// A judgement of one result, as a quality from 0 (useless) to 1 (perfect). Make one object per judgement and send that same object
/// again when a call fails: its <see cref="Id"/> is what makes retries count once.
/// </summary>
[GenerateSerializer, Immutable, Alias("selflearning.feedback")]
public sealed record Feedback
{
    /// <summary>The longest comment kept, in characters; the rest is cut.</summary>
    public const int MaximumCommentLength = 1_000;

    /// <summary>Names this judgement over all retries.</summary>
    [Id(0)] public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>
    /// When it was made; of two judgements of the same source the later one holds. The default value where that is not known: then it is
    /// made when it arrives, and one that says the same as what holds is a repeat of it.
    /// </summary>
    [Id(1)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who judges.</summary>
    [Id(2)] public required FeedbackSource Source { get; init; }

    /// <summary>0 to 1.</summary>
    [Id(3)] public required double Quality { get; init; }

    /// <summary>A remark for people; never used for learning.</summary>
    [Id(4)] public string? Comment { get; init; }

    /// <summary>A user's rating of 1 to 5; the quality is rating / 5.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rating is not 1 to 5.</exception>
    public static Feedback FromRating(int rating, string? comment = null, TimeProvider? time = null) => rating is >= 1 and <= 5
        ? Create(FeedbackSource.User, rating / 5.0, comment, time)
        : throw new ArgumentOutOfRangeException(nameof(rating), rating, "A rating is 1, 2, 3, 4 or 5.");

    /// <summary>Automatic performance feedback; the quality is 1 - error rate.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The error rate is not 0 to 1.</exception>
    public static Feedback FromErrorRate(double errorRate, string? comment = null, TimeProvider? time = null) => errorRate is >= 0 and <= 1
        ? Create(FeedbackSource.Automatic, 1 - errorRate, comment, time)
        : throw new ArgumentOutOfRangeException(nameof(errorRate), errorRate, "An error rate is a number from 0 to 1.");

    /// <summary>A plain quality of 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The quality is not 0 to 1.</exception>
    public static Feedback FromQuality(
        double quality, FeedbackSource source = FeedbackSource.User, string? comment = null, TimeProvider? time = null) =>
        quality is >= 0 and <= 1
            ? Create(source, quality, comment, time)
            : throw new ArgumentOutOfRangeException(nameof(quality), quality, "A quality is a number from 0 to 1.");

    /// <summary>Checks what came over a wire.</summary>
    /// <exception cref="ArgumentException">A member is out of its range; the message names it.</exception>
    public Feedback Require()
    {
        if (Id == Guid.Empty) throw new ArgumentException("Feedback.Id is empty: give every judgement an id of its own.");
        if (Quality is not (>= 0 and <= 1)) throw new ArgumentException($"Feedback.Quality {Quality} is not a number from 0 to 1.");
        if (!Enum.IsDefined(Source)) throw new ArgumentException($"Feedback.Source {(int)Source} is neither User nor Automatic.");
        if (Comment is not { Length: > MaximumCommentLength }) return this;

        // Half a surrogate pair would come back from storage as another character.
        var end = char.IsHighSurrogate(Comment[MaximumCommentLength - 1]) ? MaximumCommentLength - 1 : MaximumCommentLength;
        return this with { Comment = Comment[..end] };
    }

    private static Feedback Create(FeedbackSource source, double quality, string? comment, TimeProvider? time) => new Feedback
    {
        CreatedAt = (time ?? TimeProvider.System).GetUtcNow(),
        Source = source,
        Quality = quality,
        Comment = comment,
    }.Require();
}
