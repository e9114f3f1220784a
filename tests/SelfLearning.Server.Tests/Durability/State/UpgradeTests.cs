using Microsoft.Extensions.Time.Testing;
using SelfLearning.Contracts;
using SelfLearning.Learning;
using static SelfLearning.FeedbackReceipt;

namespace SelfLearning.Server.Tests.Durability.State;

/// <summary>
/// State crosses versions: what each released version wrote (the files beside this one) is read by this one and by a next one that added
/// a member, which this one keeps. To write the file of a version:
/// <c>SELFLEARNING_STATE=0.2.0 dotnet test tests/SelfLearning.Server.Tests --filter UpgradeTests</c>.
/// </summary>
public sealed class UpgradeTests
{
    public static TheoryData<string> Versions => [.. StateFile.Versions];

    [Fact]
    public async Task The_newest_file_has_every_member_that_this_version_writes()
    {
        var now = await StateFile.MakeAsync();
        if (Environment.GetEnvironmentVariable("SELFLEARNING_STATE") is { Length: > 0 } version) now.Write(version);

        // A new member needs a new file: what is released has written the old one.
        Assert.Equal(now.Members, StateFile.Read(version: StateFile.Versions[^1]).Members);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task State_of_every_version_is_read_and_goes_on(string version)
    {
        var file = StateFile.Read(version);
        using var records = new SqliteRecords();
        await records.WriteAsync(file);

        await using var folk = await StartAsync(records, file);

        await AssertWholeAsync(folk, file);
        await folk.DrainAsync();
        Assert.Equal(file.Learned + 1, (await folk.ViewAsync()).LearnedFeedbacks);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_next_version_with_a_member_more_reads_it_and_this_version_keeps_that_member(string version)
    {
        var file = StateFile.Read(version);
        using var records = new SqliteRecords();
        await records.WriteAsync(file);
        var before = await records.NextAsync(file, (name, record) =>
        {
            Assert.Equal("by default", record.Added);
            record.Added = "by the next version of " + name;
        });

        await using (var folk = await StartAsync(records, file))
        {
            await AssertWholeAsync(folk, file);
            await WriteAllAsync(folk, file);
        }

        var after = await records.NextAsync(file);
        Assert.All(after, found => Assert.Equal("by the next version of " + found.Name, found.Record.Added));
        Assert.Equal(
            ["catalog", "definition", "learning", "metrics", "pool", "segment", "signing"],
            after.Select(found => found.Name.Split('-')[0]).Where(name => name != "modules").Distinct().Order(StringComparer.Ordinal));
        // All but the key, which is never written again, and the list of modules, which is when one comes, were written by this version.
        Assert.Equal(
            after.Select(found => found.Name).Where(name => name is "signing-key" or "modules"),
            after.Where((found, i) => found.ETag == before[i].ETag).Select(found => found.Name));
    }

    private static Task<Folk> StartAsync(SqliteRecords records, StateFile file) =>
        Folk.StartAsync(time: new FakeTimeProvider(file.Time), silo: records.AddTo, options: [("PoolingStrength", "0.5"), ("MaximumFeedbackPerCycle", "1000")]);

    private static async Task AssertWholeAsync(Folk folk, StateFile file)
    {
        var view = await folk.ViewAsync();
        Assert.Equal((file.Learned, 1), (view.LearnedFeedbacks, view.QueuedFeedbacks));
        Assert.Equal("hook-first", view.Policy.Values.Single(value => value.ParameterName == "structure").Value);
        var adaptation = Assert.Single(await folk.Context.GetAdaptationsAsync());
        Assert.Equal(("ada", "it sings", "hook-first"), (adaptation.DecidedBy, adaptation.Note, adaptation.NewValue));
        var summary = await folk.SummaryAsync();
        Assert.Equal((1, file.Learned), (summary.TotalOperations, summary.QualityCount));
        var entry = Assert.Single(await folk.Context.GetMetricsAsync(new MetricsFilter { Context = "folk" }, 10));
        Assert.True(ResultId.TryParse(entry.Id, out var id) && id.DecidedAt == entry.Timestamp && entry.Operation == "process");
        Assert.Equal("folk", Assert.Single(await folk.Catalog.GetContextsAsync(null, 10)).Context);
        Assert.Equal(file.Pooled, PoolModel.Load(await folk.Cluster.Grains.GetGrain<IPoolGrain>(Folk.Module).GetAsync()).Feedbacks);
        Assert.Equal(StateFile.MinimumFeedback, (await folk.Cluster.Grains.GetGrain<IDefinitionGrain>(Folk.Module).GetOptionsAsync()).Options.MinimumFeedback);
        // What was judged then is known, wherever its slot is.
        var older = Feedback.FromQuality(0.1, time: new FakeTimeProvider(file.Time.AddDays(-1)));
        foreach (var judged in (string[])[file.InSegment, file.InRecord, file.Queued]) Assert.Equal(Duplicate, await folk.SendAsync(judged, older));
    }

    private static async Task WriteAllAsync(Folk folk, StateFile file)
    {
        var definitions = folk.Cluster.Grains.GetGrain<IDefinitionGrain>(Folk.Module);
        var options = await definitions.GetOptionsAsync();
        await definitions.SetOptionsAsync(options.Options with { MinimumFeedback = StateFile.MinimumFeedback + 1 }, options.ETag);
        folk.Time.Advance(PoolOutbox.Interval);
        await folk.LearnAsync(folk.NewFeedbacks(600, file.SegmentTime)); // Into the same segment.
        var pool = folk.Cluster.Grains.GetGrain<IPoolGrain>(Folk.Module);
        await folk.UntilAsync(async () => PoolModel.Load(await pool.GetAsync()).Feedbacks > file.Pooled, TimeSpan.FromSeconds(1));
        await folk.Context.WakeAsync();
    }
}
