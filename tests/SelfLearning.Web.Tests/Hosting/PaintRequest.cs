namespace SelfLearning.Web.Tests.Hosting;

internal sealed record PaintRequest(string Motif, bool Fails = false);
