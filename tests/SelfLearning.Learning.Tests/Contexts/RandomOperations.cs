namespace SelfLearning.Learning.Tests.Contexts;

/// <summary>Turns random numbers into what may happen to a context.</summary>
public sealed class RandomOperations(ContextRun run)
{
    private static readonly ParameterSpace[] Spaces =
    [
        ContextRun.Space,
        new(ParameterDefinition.Categorical("style", "plain", "bold", "plain", "cold"), ContextRun.Space[1]),
        new(ContextRun.Space[1], ContextRun.Space[0]),
        new(ContextRun.Space[0]),
    ];

    private static readonly string[] Styles = ["plain", "warm", "bold", "cold"];

    private readonly List<ResultId> _ids = [];

    /// <summary>Whether definitions change too.</summary>
    public bool ChangesDefinitions { get; init; }

    public void Do((byte Kind, byte A, byte B) step)
    {
        var (kind, a, b) = step;
        run.Now += TimeSpan.FromSeconds(a % 16);
        var (parameter, value) = b % 2 == 0 ? ("style", Styles[a % 4]) : ("level", $"{a % 11}");
        var id = Math.Max(1, run.Model.Adaptations.LastId - (a % 8));
        try
        {
            switch (kind % 20)
            {
                case < 8: Feedback(a, b); break;
                case < 12: Cycle(a, b); break;
                case 12: run.Model.Suggest(new(parameter, value), ContextRun.Ann, run.Now); break;
                case 13: run.Model.Approve(id, ContextRun.Ann, run.Now); break;
                case 14: run.Model.Reject(id, ContextRun.Ann, run.Now); break;
                case 15: run.Model.RollBack(id, ContextRun.Ann, run.Now); break;
                case 16: run.Model.Pin(parameter, b % 4 < 2 ? null : value, ContextRun.Ann, run.Now); break;
                case 17: run.Model.Release(parameter); break;
                case 18: if (a % 8 == 0) run.Model.Reset(ContextRun.Ann, run.Now); else run.Model.Release(parameter); break;
                default: Define(a, b); break;
            }
        }
        catch (AdaptationException)
        {
            // A wrong wish is part of the game.
        }
    }

    private void Feedback(byte a, byte b)
    {
        if (_ids.Count == 0 || b % 4 > 0) _ids.Add(run.Decide((b % (run.Model.Policies.Current.Candidates.Length + 1)) - 1, b % 16 == 5 ? 1u : 0));
        run.Judge(b % 4 > 0 ? _ids[^1] : _ids[a % _ids.Count], a / 255.0, b % 3 == 0 ? FeedbackSource.Automatic : FeedbackSource.User);
    }

    private void Cycle(byte a, byte b)
    {
        var place = b % run.Model.Space.Count;
        var proposals = Enumerable.Range(0, b % 5).Select(i => new Proposal(
            (place + i) % run.Model.Space.Count, (a + i) % run.Model.Space[(place + i) % run.Model.Space.Count].Values.Length, 0.65 + (a % 8 * 0.04), 0.1));
        run.Cycle([.. proposals]);
    }

    private void Define(byte a, byte b)
    {
        if (!ChangesDefinitions) return;
        run.Change(b % 2 == 0 ? Spaces[a % 4] : null, b % 2 == 0 ? null : new ModuleOptions
        {
            LearningMode = (LearningMode)(a % 3),
            AutomaticRollback = a % 2 == 0,
        });
    }
}
