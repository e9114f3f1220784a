namespace SelfLearning.Web.Tests.Hosting;

[CollectionDefinition(Name)]
public sealed class OpenSiloCollection : ICollectionFixture<OpenSilo>
{
    public const string Name = "a host without keys";
}
