using System.ComponentModel.DataAnnotations;

namespace SelfLearning.Web;

/// <summary>How the HTTP API is served; bound to the section <c>SelfLearning:Http</c> and checked at the host's start.</summary>
public sealed class SelfLearningWebOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "SelfLearning:Http";

    /// <summary>The requests a second that one API key may send, in bursts of as many; 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int RequestsPerSecond { get; set; } = 5_000;

    /// <summary>A port on which the host serves nothing of this library; <c>null</c> for none.</summary>
    internal int? ForeignPort { get; set; }
}
