using SelfLearning.Contracts;

namespace SelfLearning.Client.Tests.Fakes;

internal sealed class FakeDefinitionGrain : FakeGrain, IDefinitionGrain
{
    /// <summary>What was registered last, or what a test says is in force.</summary>
    public ModuleDefinition? InForce { get; set; }

    public Task<ModuleDefinition> RegisterAsync(ModuleDefinition definition, bool isSilo) => Answer(
        "register",
        () => InForce = InForce is { } held && held.Revision > definition.Revision ? held : definition,
        definition,
        isSilo);

    public Task<ModuleDefinition?> GetAsync() => Answer("get", () => InForce);

    public Task<VersionedOptions> GetOptionsAsync() => Answer("get-options", () => new VersionedOptions(new ModuleOptions(), "1"));

    public Task<VersionedOptions> SetOptionsAsync(ModuleOptions options, string etag) =>
        Answer("set-options", () => new VersionedOptions(options, etag + "+"), options, etag);
}
