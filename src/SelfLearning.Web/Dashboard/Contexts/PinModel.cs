namespace SelfLearning.Web.Dashboard.Contexts;

/// <summary>Who keeps a parameter where it is.</summary>
internal sealed record PinModel(string By, DateTimeOffset At, string? Note);
