namespace SelfLearning.Browser.Tests.Hosting;

internal sealed record SketchRequest(string Motif);
