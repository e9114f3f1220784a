namespace SelfLearning;

/// <summary>The person or program behind a decision about an adaptation or a pin.</summary>
/// <param name="Actor">
/// 1 to 147 characters: a person of up to 80 and, in brackets behind it, an API key of up to 64 that spoke for the person.
/// </param>
/// <param name="Note">Why, at most 1,000 characters.</param>
[GenerateSerializer, Immutable, Alias("selflearning.decider")]
public sealed record Decider(string Actor, string? Note = null)
{
    /// <summary>The longest actor, in characters.</summary>
    public const int MaximumActor = 147;

    /// <summary>The longest note, in characters.</summary>
    public const int MaximumNote = 1_000;

    /// <summary>Checks the lengths.</summary>
    /// <exception cref="AdaptationException">The actor is empty or too long, or the note is too long.</exception>
    public Decider Require()
    {
        if (Actor is not { Length: > 0 and <= MaximumActor })
            throw Wrong("actor", $"The actor '{Actor}' does not have 1 to {MaximumActor} characters: say who decides.");
        if (Note is { Length: > MaximumNote }) throw Wrong("note", $"The note has {Note.Length} characters; at most 1,000 are kept.");
        return this;
    }

    private static AdaptationException Wrong(string field, string message) => new(message) { Reason = FailureReason.Invalid, Field = field };
}
