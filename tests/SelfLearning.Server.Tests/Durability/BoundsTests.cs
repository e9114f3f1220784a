using System.Text.Json;
using System.Text.Json.Nodes;
using SelfLearning.Learning;
using Xunit.Abstractions;

namespace SelfLearning.Server.Tests.Durability;

/// <summary>How large a learning record becomes at most.</summary>
public sealed class BoundsTests(ITestOutputHelper output)
{
    private static readonly ContextKey Key = ContextKey.Parse("folk");
    private readonly Random _random = new(7);
    private DateTimeOffset _now = new(2026, 3, 4, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_learning_record_with_everything_it_may_hold_keeps_its_bounds(bool both)
    {
        var space = new ParameterSpace([.. Enumerable.Range(0, 6).Select(p => ParameterDefinition.Categorical(
            $"parameter-{p}", "value-0", Enumerable.Range(0, 20).Select(v => $"value-{v}")))]);
        var definition = new ModuleDefinition { Name = "poems", Parameters = space, Options = new ModuleOptions { LearningMode = LearningMode.RequireApproval } };
        var model = new ContextModel(Key.Text, definition, new BettingStrategy(), null, _now, PublishingRule.Always);
        var hours = new Dictionary<long, Segment>();
        for (var cycle = 0; cycle < 300; cycle++)
        {
            _now += TimeSpan.FromSeconds(15);
            for (var i = 0; i < 25; i++) Receive(model);
            model.RunCycle(_now);
            if (cycle % 5 == 0) model.Suggest(new ParameterValue($"parameter-{cycle % 6}", $"value-{1 + (cycle / 6 % 19)}"), Decider(cycle), _now);
            Spill(model, hours);
            if (cycle % 4 == 0) model.SettleMovements(model.Cycle); // A flush a minute.
        }

        for (var p = 0; p < 6; p++) model.Pin($"parameter-{p}", null, Decider(p), _now);
        Spill(model, hours);
        for (var i = 0; model.Ledger.Slots.Count < FeedbackLedger.MaximumRecentSlots; i++) Receive(model);
        while (model.Ledger.Queue.Count > 0) model.RunCycle(_now);
        Spill(model, hours);
        model.SettleMovements(model.Cycle - 2);
        Assert.Equal(50, model.Adaptations.All.Count);
        var atRest = Print("at rest", model);
        while (model.Ledger.Queue.Feedbacks < 1_000) Receive(model, both);
        var full = Print("full queue", model);
        Assert.InRange(atRest, 1, 64 * 1024);
        Assert.InRange(full, 1, 256 * 1024);

        var json = new RecordSerializer().Serialize(model.Save());
        var again = new ContextModel(Key.Text, definition, new BettingStrategy(), new RecordSerializer().Deserialize<LearningRecord>(json), _now);
        Assert.Equal(json.ToArray(), new RecordSerializer().Serialize(again.Save()).ToArray());
    }

    private static Decider Decider(int number) => new("ada", new string((char)('a' + (number % 26)), 200));

    private void Receive(ContextModel model, bool both = false)
    {
        var versions = model.Policies.Versions;
        var decided = _now - ((_now - versions[0].PublishedAt) * _random.NextDouble());
        var policy = versions.Last(version => version.PublishedAt <= decided);
        var candidate = _random.Next(-1, policy.Candidates.Length);
        var id = new ResultId("poems", Key, decided, _random.NextInt64(), policy.Version, candidate, 0, 0);
        foreach (var source in both ? new[] { FeedbackSource.User, FeedbackSource.Automatic } : [FeedbackSource.User])
        {
            var feedback = new Feedback { CreatedAt = _now, Source = source, Quality = _random.NextDouble() };
            Assert.Contains(model.Receive(id, feedback, [], _now), new[] { FeedbackReceipt.Accepted, FeedbackReceipt.Replaced, FeedbackReceipt.Overloaded });
        }
    }

    private void Spill(ContextModel model, Dictionary<long, Segment> hours)
    {
        foreach (var hour in model.PlanSpill(_now)?.Hours ?? [])
        {
            var merge = Segment.Merge(hours.GetValueOrDefault(hour.Hour, Segment.Empty), hour.Slots, hour.Policies);
            if (merge.HasOverflow) merge = Segment.Merge(Segment.Empty, hour.Slots, hour.Policies);
            hours[hour.Hour] = merge.Segment;
            model.Spilled(hour, 1, merge.Segment.Count);
        }
    }

    private int Print(string what, ContextModel model)
    {
        var bytes = new RecordSerializer().Serialize(model.Save()).ToArray();
        var members = JsonNode.Parse(bytes)!.AsObject().Select(m => (m.Key, Size: JsonSerializer.SerializeToUtf8Bytes(m.Value).Length)).Where(m => m.Size > 500);
        output.WriteLine($"{what}: {bytes.Length} bytes; {string.Join(", ", members.Select(m => $"{m.Key} {m.Size}"))}; {model.Policies.Versions.Count} versions");
        return bytes.Length;
    }
}
