using SelfLearning.Tool.Evaluation.Scenarios;

namespace SelfLearning.Tool.Tests.Evaluation.Scenarios;

public class ScenarioCatalogueTests
{
    [Fact]
    public void Names_are_unique() => Assert.Equal(
        ScenarioCatalogue.All.Count, ScenarioCatalogue.All.Select(s => s.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());

    [Fact]
    public void A_beginning_finds_all_that_begin_with_it_in_the_order_of_the_catalogue()
    {
        Assert.Equal(["S2c cliff ok", "S2d cliff bad", "N K2"], ScenarioCatalogue.Find(["n k2", "S2c", "s2d"]).Select(s => s.Name));
        Assert.Equal(51, ScenarioCatalogue.Find([]).Count);
        Assert.Empty(ScenarioCatalogue.Find(["cliff"]));
    }
}
