namespace SelfLearning;

/// <summary>The person or program behind a decision about an adaptation or a pin.</summary>
/// <param name="Actor">1 to 100 characters.</param>
/// <param name="Note">Why, at most 1,000 characters.</param>
[GenerateSerializer, Immutable, Alias("selflearning.decider")]
public sealed record Decider(string Actor, string? Note = null)
{
    /// <summary>Checks the lengths.</summary>
    /// <exception cref="AdaptationException">The actor is empty or too long, or the note is too long.</exception>
    public Decider Require()
    {
        if (Actor is not { Length: > 0 and <= 100 }) throw new AdaptationException($"The actor '{Actor}' does not have 1 to 100 characters: say who decides.") { Reason = FailureReason.Invalid };
        if (Note is { Length: > 1_000 }) throw new AdaptationException($"The note has {Note.Length} characters; at most 1,000 are kept.") { Reason = FailureReason.Invalid };
        return this;
    }
}
