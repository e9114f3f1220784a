using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SelfLearning.Web.Problems;

namespace SelfLearning.Web.Api;

/// <summary>Turns a judgement as it is sent into the one that is stored.</summary>
internal static class FeedbackText
{
    private const int LongestId = 1_000;

    /// <summary>The judgement.</summary>
    /// <param name="request">As it was sent.</param>
    /// <param name="path">What stands in front of a field's name in messages.</param>
    /// <exception cref="RequestProblem">A member breaks a rule.</exception>
    public static ResultFeedback Read(FeedbackRequest? request, string path)
    {
        if (request is null) throw RequestProblem.Invalid(path.TrimEnd('.'), "The judgement is null.");
        if (request.ResultId is not { Length: > 0 and <= LongestId })
            throw RequestProblem.Invalid($"{path}resultId", $"The resultId has {request.ResultId?.Length ?? 0} characters: send one that an operation has returned.");
        var (quality, source) = Quality(request, path);
        if (request.Id == Guid.Empty) throw RequestProblem.Invalid($"{path}id", "The id is empty: give every judgement an id of its own, or leave it out.");
        var feedback = new Feedback
        {
            Id = request.Id ?? IdOf(string.Create(CultureInfo.InvariantCulture, $"{request.ResultId}|{source}|{quality:R}")),
            CreatedAt = request.CreatedAt ?? default,
            Source = source,
            Quality = quality,
            Comment = request.Comment,
        };
        return new ResultFeedback(request.ResultId, feedback.Require());
    }

    /// <summary>An id that is the same for the same text.</summary>
    public static Guid IdOf(string text) => new(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));

    private static (double Quality, FeedbackSource Source) Quality(FeedbackRequest request, string path)
    {
        switch (request)
        {
            case { Rating: { } rating, ErrorRate: null, Quality: null }:
                RequireNoSource(request, path);
                return rating is >= 1 and <= 5
                    ? (rating / 5.0, FeedbackSource.User)
                    : throw RequestProblem.Invalid($"{path}rating", $"The rating {rating} is not 1, 2, 3, 4 or 5.");
            case { Rating: null, ErrorRate: { } errorRate, Quality: null }:
                RequireNoSource(request, path);
                return errorRate is >= 0 and <= 1
                    ? (1 - errorRate, FeedbackSource.Automatic)
                    : throw RequestProblem.Invalid($"{path}errorRate", string.Create(CultureInfo.InvariantCulture, $"The errorRate {errorRate} is not a number from 0 to 1."));
            case { Rating: null, ErrorRate: null, Quality: { } quality }:
                return quality is >= 0 and <= 1
                    ? (quality, request.Source ?? FeedbackSource.User)
                    : throw RequestProblem.Invalid($"{path}quality", string.Create(CultureInfo.InvariantCulture, $"The quality {quality} is not a number from 0 to 1."));
            default:
                throw RequestProblem.Invalid($"{path}rating", "Send exactly one of rating (1 to 5), errorRate (0 to 1) and quality (0 to 1).");
        }
    }

    private static void RequireNoSource(FeedbackRequest request, string path)
    {
        if (request.Source is not null)
            throw RequestProblem.Invalid($"{path}source", "The source goes with quality only: a rating is a user's, an errorRate is automatic.");
    }
}
