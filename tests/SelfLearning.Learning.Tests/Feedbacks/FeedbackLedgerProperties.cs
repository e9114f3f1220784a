namespace SelfLearning.Learning.Tests.Feedbacks;

public class FeedbackLedgerProperties
{
    private const int Limit = 6;

    [SeededProperty(MaxTest = 300, EndSize = 300)]
    public void Receipts_and_qualities_are_those_of_a_dictionary_of_decisions((byte Kind, byte Decision, byte Quality)[] steps, byte weight)
    {
        var options = new ModuleOptions { QueueLimit = Limit, AutomaticWeightAfterUser = weight % 3 };
        var run = new LedgerRun(options);
        var known = new Dictionary<int, Decision>();
        foreach (var (kind, number, quality) in steps)
        {
            // Decisions of four hours, so that there are several segments.
            var (decision, revision) = (number % 12, quality % 8);
            var source = number >= 128 ? FeedbackSource.Automatic : FeedbackSource.User;
            switch (kind % 12)
            {
                case 0: Learn(run, known, options, number % 4); break;
                case 1: run.Spill(number % 6); break;
                case 2: run.Reload(); break;
                default:
                    Assert.Equal(
                        Expected(known, decision, source, quality / 255.0, revision), run.Receive(LedgerRun.Id(decision, decision * 20), quality / 255.0, revision, source));
                    break;
            }

            Assert.Equal(known.Values.Count(d => d.Waits), run.Ledger.Queue.Count);
        }

        Learn(run, known, options, Limit);
        foreach (var decision in known.Values) Assert.Equal(decision.Quality(options), decision.Learned, 1e-12);
    }

    private static FeedbackReceipt Expected(Dictionary<int, Decision> known, int number, FeedbackSource source, double quality, int revision)
    {
        var decision = known.GetValueOrDefault(number);
        if (decision is not null && decision.Sources.TryGetValue(source, out var mine) && mine.Revision >= revision) return FeedbackReceipt.Duplicate;
        // A feedback more waits when its decision does not wait yet, or is new and hears of another source.
        var isMore = decision is not { Waits: true } || (!decision.IsLearned && !decision.Sources.ContainsKey(source));
        if (isMore && known.Values.Sum(d => d.Waiting) >= Limit) return FeedbackReceipt.Overloaded;
        if (decision is null) known[number] = decision = new Decision();
        var receipt = decision.IsLearned ? FeedbackReceipt.Corrected
            : decision.Sources.ContainsKey(source) ? FeedbackReceipt.Replaced
            : FeedbackReceipt.Accepted;
        decision.Sources[source] = (quality, revision);
        decision.Waits = true;
        return receipt;
    }

    private static void Learn(LedgerRun run, Dictionary<int, Decision> known, ModuleOptions options, int count)
    {
        foreach (var item in run.Learn(count))
        {
            var decision = known[(int)item.Key.Token];
            Assert.True(decision.Waits);
            Assert.Equal(decision.IsLearned, item.IsCorrection);
            if (decision.IsLearned) Assert.Equal(decision.Learned, item.LearnedQuality, 1e-12);
            decision.Learned = DecisionQuality.Of(item.UserQuality, item.AutomaticQuality, options);
            Assert.Equal(decision.Quality(options), decision.Learned, 1e-12);
            decision.Waits = false;
        }
    }

    private sealed class Decision
    {
        public Dictionary<FeedbackSource, (double Quality, int Revision)> Sources { get; } = [];

        public bool Waits { get; set; }

        public double Learned { get; set; } = double.NaN;

        public int Waiting => !Waits ? 0 : IsLearned ? 1 : Sources.Count;

        public bool IsLearned => !double.IsNaN(Learned);

        public double Quality(ModuleOptions options)
        {
            if (!Sources.TryGetValue(FeedbackSource.User, out var user)) return Sources[FeedbackSource.Automatic].Quality;
            if (!Sources.TryGetValue(FeedbackSource.Automatic, out var automatic)) return user.Quality;
            var weight = options.AutomaticWeightAfterUser;
            return (user.Quality + (weight * automatic.Quality)) / (1 + weight);
        }
    }
}
