namespace SelfLearning.Browser.Tests.Hosting;

internal sealed record Sketch(string Medium, double Detail);
