namespace SelfLearning;

/// <summary>Who judges a decision. Each source has one slot per decision.</summary>
public enum FeedbackSource
{
    /// <summary>A person.</summary>
    User,

    /// <summary>A program: a test, a score, an error rate.</summary>
    Automatic,
}
