using SelfLearning.Demo.Input;
using SelfLearning.Demo.Links;
using SelfLearning.Demo.Running;
using SelfLearning.Demo.Statistics;
using SelfLearning.Demo.Tests.Input;

namespace SelfLearning.Demo.Tests.Running;

public class DataFolderTests
{
    private static readonly LinkSpeed Link = new(1_000_000_000);

    [Fact]
    public void The_baseline_is_kept_for_the_same_link_and_only_for_it()
    {
        using var folder = new TemporaryFolder();
        var baseline = new Dictionary<string, RunningMean> { ["json"] = RunningMean.Of([0.4, 0.5, 0.7]) };
        using (var data = DataFolder.Open(folder.Path)) data.WriteBaseline(Link, baseline);

        using var next = DataFolder.Open(folder.Path);

        Assert.Equal(baseline, next.ReadBaseline(Link));
        Assert.Empty(next.ReadBaseline(new LinkSpeed(100_000_000)));
    }

    [Fact]
    public void A_baseline_of_content_types_with_no_call_or_one_is_kept()
    {
        using var folder = new TemporaryFolder();
        var baseline = new Dictionary<string, RunningMean> { ["none"] = default, ["one"] = RunningMean.Of([0.4]) };
        using var data = DataFolder.Open(folder.Path);

        data.WriteBaseline(Link, baseline);

        Assert.Equal(baseline, data.ReadBaseline(Link));
    }

    [Fact]
    public void A_new_folder_is_made_and_has_no_baseline()
    {
        using var folder = new TemporaryFolder();

        using var data = DataFolder.Open(Path.Combine(folder.Path, "in", "side"));

        Assert.True(Directory.Exists(data.FullPath));
        Assert.Empty(data.ReadBaseline(Link));
    }

    [Fact]
    public void Two_runs_at_once_in_one_folder_are_refused()
    {
        using var folder = new TemporaryFolder();
        using var first = DataFolder.Open(folder.Path);

        Assert.Contains("--data", Assert.Throws<InputException>(() => DataFolder.Open(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Theory, InlineData("selflearning.db"), InlineData("acknowledged.log"), InlineData("outbox.json")]
    public void A_file_of_it_that_cannot_be_written_is_an_error_at_once_and_the_folder_is_free_again(string file)
    {
        using var folder = new TemporaryFolder();
        var taken = Directory.CreateDirectory(Path.Combine(folder.Path, file));

        Assert.Contains(file, Assert.Throws<InputException>(() => DataFolder.Open(folder.Path)).Message, StringComparison.Ordinal);
        taken.Delete();
        DataFolder.Open(folder.Path).Dispose();
    }

    [Fact]
    public void A_file_in_its_place_is_an_error_that_names_it()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("taken", [1]);

        Assert.Contains(file, Assert.Throws<InputException>(() => DataFolder.Open(file)).Message, StringComparison.Ordinal);
    }
}
