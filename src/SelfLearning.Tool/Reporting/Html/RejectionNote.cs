using System.Xml.Linq;
using SelfLearning.Tool.Replaying.Results;

namespace SelfLearning.Tool.Reporting.Html;

/// <summary>What replay by rejection found, in a sentence.</summary>
internal static class RejectionNote
{
    /// <summary>The sentence; <c>null</c> where it was not run.</summary>
    public static XElement? Draw(ReplayReport report)
    {
        if (report.Estimates.Select(estimate => estimate.Rejection).FirstOrDefault(found => found is not null) is not { } rejection) return null;
        return Markup.Element(
            "p", null,
            "Replay by rejection, in which the real learner ran on the rows its own choices agree with: mean feedback ",
            Markup.Element("b", null, Shown.Mean(rejection.Mean)), Shown.Error(rejection.StandardError),
            $", {Shown.Count(rejection.Accepted)} of {Shown.Count(rejection.Offered)} rows accepted over all runs.");
    }
}
