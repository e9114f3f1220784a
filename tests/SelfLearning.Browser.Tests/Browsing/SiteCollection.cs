namespace SelfLearning.Browser.Tests.Browsing;

/// <summary>The tests that share the browser and the silo, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class SiteCollection : ICollectionFixture<Site>
{
    public const string Name = "site";
}
