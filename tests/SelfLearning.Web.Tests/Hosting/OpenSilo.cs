namespace SelfLearning.Web.Tests.Hosting;

/// <summary>One host without keys for all tests of a collection; they keep apart by the names of modules and contexts.</summary>
public sealed class OpenSilo : IAsyncLifetime
{
    /// <summary>Signs its result ids, so that tests can make ids of any age.</summary>
    public const string SigningKey = "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=";

    internal WebSilo Silo { get; private set; } = null!;

    public async Task InitializeAsync() => Silo = await WebSilo.StartAsync(("SelfLearning:SigningKey", SigningKey));

    public async Task DisposeAsync() => await Silo.DisposeAsync();
}
