namespace SelfLearning;

/// <summary>How far a module may change itself.</summary>
public enum LearningMode
{
    /// <summary>Adaptations at or above the threshold are applied.</summary>
    Automatic,

    /// <summary>Adaptations are proposed and wait for a person; beyond the exploration budget no call is changed.</summary>
    RequireApproval,

    /// <summary>Only values in use are served; metrics and feedback are still kept.</summary>
    Off,
}
