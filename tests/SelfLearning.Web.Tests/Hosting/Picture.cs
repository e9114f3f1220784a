namespace SelfLearning.Web.Tests.Hosting;

internal sealed record Picture(string Motif, string Light);
