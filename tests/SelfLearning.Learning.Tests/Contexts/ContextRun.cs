using System.Text.Json;

namespace SelfLearning.Learning.Tests.Contexts;

/// <summary>A context model with a clock and decisions numbered from 1.</summary>
public sealed class ContextRun
{
    public static readonly DateTimeOffset Start = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    public static readonly Decider Ann = new("ann", "so it is better");

    /// <summary>A style (plain, warm, bold) and a level (0 to 10, by default 4).</summary>
    public static readonly ParameterSpace Space = new(
        ParameterDefinition.Categorical("style", "plain", "plain", "warm", "bold"), ParameterDefinition.Integer("level", 4, 0, 10));

    private readonly IAdaptationStrategy _strategy;
    private readonly PublishingRule? _publishing;
    private long _token;

    public ContextRun(
        ModuleOptions? options = null, IAdaptationStrategy? strategy = null, ParameterSpace? space = null, PublishingRule? publishing = null)
    {
        (_strategy, _publishing) = (strategy ?? Script, publishing);
        Model = new ContextModel(
            "folk", new ModuleDefinition { Name = "lyrics", Parameters = space ?? Space, Options = options ?? new ModuleOptions() },
            _strategy, null, Now, publishing);
    }

    public ScriptedStrategy Script { get; } = new();

    public ContextModel Model { get; private set; }

    public DateTimeOffset Now { get; set; } = Start;

    /// <summary>The values in use, in the order of the space.</summary>
    public IEnumerable<string> InUse => Model.Policies.Current.Values.Select(value => value.Value);

    /// <summary>A decision made now with the policy in force.</summary>
    public ResultId Decide(int candidate = -1, uint overridden = 0, long? version = null) =>
        new("lyrics", ContextKey.Parse("folk"), Now, ++_token, version ?? Model.Policies.Current.Version, candidate, overridden, 0);

    /// <summary>A judgement; a later call has a later revision unless a time is given.</summary>
    public FeedbackReceipt Judge(ResultId id, double quality, FeedbackSource source = FeedbackSource.User, bool isInMetrics = false)
    {
        Now += TimeSpan.FromMilliseconds(1);
        return Model.Receive(id, Made(quality, source), [], Now, isInMetrics);
    }

    public Feedback Made(double quality, FeedbackSource source = FeedbackSource.User) =>
        new() { Id = Guid.Parse("00000000-0000-0000-0000-000000000001"), CreatedAt = Now, Source = source, Quality = quality };

    /// <summary>A learning cycle in which the scripted strategy wants the given changes.</summary>
    public LearningCycleReport Cycle(params Proposal[] proposals)
    {
        Script.Proposals.Clear();
        Script.Proposals.AddRange(proposals);
        var report = Model.RunCycle(Now);
        Script.Proposals.Clear();
        return report;
    }

    public Proposal Want(string parameter, string value, double confidence = 0.9)
    {
        var place = Model.Space.IndexOf(parameter);
        return new Proposal(place, Model.Space[place].IndexOf(value), confidence, 0.25);
    }

    public string Saved() => JsonSerializer.Serialize(Model.Save());

    /// <summary>Goes on with the state as a storage would return it.</summary>
    public void Reload(ModuleDefinition? definition = null) => Model = new ContextModel(
        "folk", definition ?? Model.Definition, _strategy, JsonSerializer.Deserialize<LearningRecord>(Saved()), Now, _publishing);

    public void Change(ParameterSpace? space = null, ModuleOptions? options = null) => Model.ChangeDefinition(
        Model.Definition with { Parameters = space ?? Model.Space, Options = options ?? Model.Options, Revision = Model.Definition.Revision + 1 }, Now);

    /// <summary>Asserts that an operation is refused with all these words, and that nothing was changed.</summary>
    public void Refuses(Action<ContextModel> operation, params string[] words)
    {
        var before = Saved();
        var exception = Assert.Throws<AdaptationException>(() => operation(Model));
        foreach (var word in words) Assert.Contains(word, exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, Saved());
    }
}
