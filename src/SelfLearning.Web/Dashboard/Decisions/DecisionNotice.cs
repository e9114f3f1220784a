using System.Globalization;

namespace SelfLearning.Web.Dashboard.Decisions;

/// <summary>What was done, as it goes through the address from a form to the page that says it: one of a few words and a number, no text.</summary>
internal static class DecisionNotice
{
    private const string Released = "released";

    /// <summary>What was done with an adaptation.</summary>
    public static string Of(Adaptation adaptation) => adaptation.Status switch
    {
        // A change back that was proposed too: to approve it pins nothing.
        AdaptationStatus.Applied => $"applied-{adaptation.Id}",
        AdaptationStatus.Rejected => $"rejected-{adaptation.Id}",
        AdaptationStatus.RolledBack => $"applied-{adaptation.Id}-undone",
        _ => $"superseded-{adaptation.Id}",
    };

    /// <summary>That a parameter was released.</summary>
    public static string OfRelease() => Released;

    /// <summary>The sentence; <c>null</c> where the text is none of these.</summary>
    public static string? Read(string? said)
    {
        if (said == Released) return "The parameter is released: the learner may change it again.";
        if (said?.Split('-') is not [var verb, var number, .. var rest] || !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id)) return null;
        return (verb, rest) switch
        {
            ("applied", []) => $"Adaptation {id} is applied.",
            ("applied", ["undone"]) => $"Adaptation {id} is rolled back. Its parameter is pinned: the learner changes nothing until it is released.",
            ("rejected", []) => $"Adaptation {id} is rejected. Its parameter is pinned: the learner changes nothing until it is released.",
            ("superseded", []) => $"Adaptation {id} was not applied: the value it starts from is no longer in use.",
            _ => null,
        };
    }
}
