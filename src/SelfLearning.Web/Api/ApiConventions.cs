using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using SelfLearning.Web.Access;
using SelfLearning.Web.Problems;

namespace SelfLearning.Web.Api;

/// <summary>What the endpoints say of themselves.</summary>
internal static class ApiConventions
{
    private const string Problem = "application/problem+json";
    // With the longest name of a key behind it in brackets it is as long as a record takes.
    private const int LongestActor = 80;

    /// <summary>Who may call it; every endpoint says so.</summary>
    public static RouteHandlerBuilder For(this RouteHandlerBuilder endpoint, AccessRole role)
    {
        endpoint.RequireAuthorization(AccessPolicies.Of(role)).WithMetadata(new AccessRequirement(role));
        return endpoint.ProducesProblem(401, Problem).ProducesProblem(403, Problem).ProducesProblem(429, Problem).ProducesProblem(503, Problem);
    }

    /// <summary>Its name, which is also the operation id of the description, and what it does in a sentence.</summary>
    public static RouteHandlerBuilder Named(this RouteHandlerBuilder endpoint, string name, string summary) => endpoint.WithName($"SelfLearning.{name}").WithSummary(summary);

    /// <summary>The body it takes.</summary>
    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder endpoint, bool isOptional = false)
        where T : class => endpoint.WithMetadata(new BodyMetadata(typeof(T), isOptional)).ProducesProblem(400, Problem).ProducesProblem(413, Problem).ProducesProblem(415, Problem);

    /// <summary>What it answers when all is well.</summary>
    public static RouteHandlerBuilder Gives<T>(this RouteHandlerBuilder endpoint, int status = 200) => endpoint.Produces<T>(status, "application/json");

    /// <summary>The problems that are its own.</summary>
    public static RouteHandlerBuilder Fails(this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses) endpoint.ProducesProblem(status, Problem);
        return endpoint;
    }

    /// <summary>Who decides, for the records of decisions: the caller's name, and the person it speaks for where it names one.</summary>
    /// <exception cref="RequestProblem">The actor or the note breaks its rule.</exception>
    public static Decider Decider(this HttpContext context, DecisionRequest request)
    {
        if (request.Actor is { Length: 0 or > LongestActor } named)
            throw RequestProblem.Invalid("actor", $"The actor has {named.Length} characters: it has 1 to {LongestActor}. Leave it out to decide in the caller's own name.");
        if (request.Note is { Length: > SelfLearning.Decider.MaximumNote } note)
            throw RequestProblem.Invalid("note", $"The note has {note.Length} characters: at most 1,000 are kept.");
        var caller = context.User.Identity?.Name;
        var actor = (caller, request.Actor) switch
        {
            (null, null) => "local",
            (null, { } person) => person,
            ({ } key, null) => key,
            ({ } key, { } person) => $"{person} ({key})",
        };
        return new Decider(actor, request.Note).Require();
    }
}
