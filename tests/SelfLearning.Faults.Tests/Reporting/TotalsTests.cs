using System.Text.Json;
using SelfLearning.Faults.Reporting;

namespace SelfLearning.Faults.Tests.Reporting;

public sealed class TotalsTests
{
    private static readonly Totals Good = new()
    {
        Seed = 7,
        Minutes = 2,
        Silos = 3,
        Storage = "AzureBlobStorage",
        Operations = 120,
        Acknowledged = 100,
        Counted = 100,
        Lost = 0,
        DoubleCounted = 0,
        Unavailable = [new KindTotals("kill", 2, 1.2, 1.5, 2, 3)],
    };

    [Fact]
    public void A_run_passes_only_when_nothing_is_lost_or_double_and_calls_came_back_in_time()
    {
        Assert.True(Good.Passed);
        Assert.False((Good with { Lost = 1 }).Passed);
        Assert.False((Good with { DoubleCounted = 1 }).Passed);
        Assert.False((Good with { NotWhole = 1 }).Passed);
        Assert.False((Good with { Counted = null, Lost = null, DoubleCounted = null }).Passed);
        Assert.False((Good with { Unavailable = [] }).Passed);
        Assert.False((Good with { Unavailable = [new KindTotals("kill", 2, 1.2, 15.1, 2, 3)] }).Passed);
        Assert.True((Good with { Unavailable = [new KindTotals("freeze", 2, 1.2, 15.1, 2, 3)] }).Passed);
    }

    [Fact]
    public void The_json_line_has_the_numbers_under_names_in_camel_case()
    {
        var line = TotalsText.AsJson(Good);
        Assert.DoesNotContain('\n', line);

        var json = JsonDocument.Parse(line).RootElement;
        Assert.Equal(100, json.GetProperty("counted").GetInt64());
        Assert.Equal(0, json.GetProperty("doubleCounted").GetInt64());
        Assert.Equal(1.5, json.GetProperty("unavailable")[0].GetProperty("max").GetDouble());
        Assert.True(json.GetProperty("passed").GetBoolean());
    }

    [Fact]
    public void The_text_line_says_what_failed_and_what_this_machine_cannot_do()
    {
        var line = TotalsText.AsText(Good with { Lost = 3, LeftOut = ["cut"] });

        Assert.StartsWith("FAILED: seed 7, 2 min, 3 silos on AzureBlobStorage: operations 120, acknowledged 100, counted 100, lost 3, double-counted 0;", line, StringComparison.Ordinal);
        Assert.Contains("kill x2 1.2/1.5 (feedback 2.0/3.0)", line, StringComparison.Ordinal);
        Assert.EndsWith("left out on this machine: cut", line, StringComparison.Ordinal);
    }
}
