namespace SelfLearning.Web.Dashboard;

/// <summary>How a module learns, in words.</summary>
internal static class ModeText
{
    public static string Of(LearningMode mode) => mode switch
    {
        LearningMode.Automatic => "learns by itself",
        LearningMode.RequireApproval => "asks before each change",
        _ => "learning is off",
    };
}
