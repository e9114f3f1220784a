using System.Text.Json;
using SelfLearning.Tool.Replaying.Output;
using SelfLearning.Tool.Tests.Replaying.FullInformation;

namespace SelfLearning.Tool.Tests.Replaying.Output;

/// <summary>The names in the JSON are a promise.</summary>
public class ReplayJsonTests
{
    private static readonly JsonElement Json = JsonDocument.Parse(ReplayJson.Of(Replays.Run(Replays.Options with { Seeds = 2, Calls = 1_000 }))).RootElement;

    [Theory]
    [InlineData("", "kind partial settings data totals contexts adaptations curve confidencePaths reliability estimates caveats")]
    [InlineData("settings", "file context parameters feedback bernoulli penalty where calls seeds seed threshold pooling delay adapt")]
    [InlineData("settings.parameters", "name kind values default")]
    [InlineData("data", "rows items cells settings keptShare servedByNeighbour")]
    [InlineData("totals", "runs calls never learned learnedSecondHalf bestFixed bestPerContext uniform oracle gain adaptations harmful rolledBack adaptationsPerRun standardErrors")]
    [InlineData("totals.standardErrors", "never learned learnedSecondHalf bestFixed bestPerContext uniform oracle gain adaptationsPerRun")]
    [InlineData("contexts", "context traffic calls items default learned learnedShare best never learnedMean learnedSecondHalf bestFixed bestPerContext uniform oracle standardError adaptations adaptedShare harmful servedByNeighbour")]
    [InlineData("adaptations", "seed call context number parameter old new confidence reason isRollback rolledBack difference truth harmful isInherited")]
    [InlineData("curve", "from to learned standardError never bestFixed bestPerContext uniform")]
    [InlineData("confidencePaths", "context parameter value points")]
    [InlineData("confidencePaths.points", "call confidence inUse")]
    [InlineData("reliability", "candidates adaptations")]
    [InlineData("reliability.candidates", "from to count meanConfidence better")]
    public void Names(string path, string names)
    {
        var element = Json;
        foreach (var part in path.Split('.', StringSplitOptions.RemoveEmptyEntries)) element = First(element.GetProperty(part));
        Assert.Equal(names.Split(' '), element.EnumerateObject().Select(property => property.Name));
    }

    [Fact]
    public void Values_stand_under_the_names_of_their_parameters_and_numbers_are_numbers()
    {
        Assert.Equal("plain", Json.GetProperty("contexts")[0].GetProperty("default").GetProperty("style").GetString());
        Assert.Equal(JsonValueKind.Number, Json.GetProperty("totals").GetProperty("learned").ValueKind);
        Assert.Equal(JsonValueKind.Array, Json.GetProperty("estimates").ValueKind);
    }

    private static JsonElement First(JsonElement element) => element.ValueKind == JsonValueKind.Array ? element[0] : element;
}
