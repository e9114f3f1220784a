using System.Collections.Immutable;
using System.Text.Json;
using SelfLearning.Web.Problems;

namespace SelfLearning.Web.Api;

/// <summary>Reads outcomes.</summary>
internal static class CompletionText
{
    /// <summary>The outcome that a body speaks of.</summary>
    /// <param name="body">The body.</param>
    /// <param name="path">What stands before its members in the names of fields.</param>
    /// <exception cref="RequestProblem">A member breaks a rule.</exception>
    public static OperationOutcome Read(CompletionBody? body, string path)
    {
        if (body is null) throw RequestProblem.Invalid(path.TrimEnd('.'), "The outcome is null: send an object.");
        var outcome = new OperationOutcome
        {
            ResultId = body.ResultId,
            Status = body.Status,
            DurationMs = body.DurationMs,
            Quality = body.Quality,
            Error = body.Error,
            Operation = body.Operation ?? OperationOutcome.DefaultOperation,
            Metadata = body.Metadata?.ToImmutableDictionary(),
        };
        try
        {
            return outcome.Require();
        }
        catch (ArgumentException exception)
        {
            // The message begins with the name of the member.
            var member = exception.Message[..exception.Message.IndexOf(' ', StringComparison.Ordinal)];
            throw RequestProblem.Invalid(path + JsonNamingPolicy.CamelCase.ConvertName(member), exception.Message);
        }
    }
}
