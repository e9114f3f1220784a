using SelfLearning.Tool.Evaluation.Output;
using SelfLearning.Tool.Replaying.Output;
using SelfLearning.Tool.Replaying.Results;
using SelfLearning.Tool.Tests.Replaying.FullInformation;

namespace SelfLearning.Tool.Tests.Replaying.Output;

public class ReplayTextTests
{
    private static readonly ReplayReport Report = Replays.Run(Replays.Options with { Seeds = 2, Calls = 1_000 });

    [Fact]
    public void Contexts_totals_adaptations_and_caveats_are_said()
    {
        var text = Write(Report);
        foreach (var words in new[] { "folk", "best per context", "plain -> warm", "What cannot be concluded:", "2 of 2 runs of 1,000 calls" })
            Assert.Contains(words, text, StringComparison.Ordinal);
        Assert.DoesNotContain("PARTIAL", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', text);
    }

    [Fact]
    public void A_partial_result_says_so_first_and_last()
    {
        var text = Write(Report with { Partial = true });
        Assert.StartsWith("PARTIAL", text, StringComparison.Ordinal);
        Assert.Equal(2, text.Split("PARTIAL").Length - 1);
    }

    [Fact]
    public void Text_from_the_data_is_no_markup()
    {
        var hostile = Report with { Contexts = [Report.Contexts[0] with { Context = "[red]a[/]" }] };
        Assert.Contains("[red]a[/]", Write(hostile), StringComparison.Ordinal);
    }

    private static string Write(ReplayReport report)
    {
        using var text = new StringWriter();
        ReplayText.Write(PlainConsole.To(text), report);
        return text.ToString();
    }
}
