namespace SelfLearning.Web.Dashboard.Access;

/// <summary>What the sign-in page shows.</summary>
/// <param name="Back">Where to go on.</param>
/// <param name="IsRefused">Whether the key that was entered is not known.</param>
internal sealed record SignInModel(string Back, bool IsRefused);
