namespace SelfLearning.Learning.Tests.Contexts;

public class ContextProperties
{
    [SeededProperty(MaxTest = 200, EndSize = 300)]
    public void Adaptations_only_make_their_transitions_and_explain_the_values_in_use((byte Kind, byte A, byte B)[] steps)
    {
        var run = new ContextRun();
        var operations = new RandomOperations(run) { ChangesDefinitions = true };
        var before = new Dictionary<long, AdaptationStatus>();
        var last = 0L;
        foreach (var step in steps)
        {
            operations.Do(step);
            var set = run.Model.Adaptations;
            Assert.True(set.All.Count <= AdaptationSet.Kept);
            Assert.Equal(set.All.Select(a => a.Id).Order().Distinct(), set.All.Select(a => a.Id));
            Assert.True(set.LastId >= last && set.All.All(a => a.Id <= set.LastId));
            foreach (var adaptation in set.All) Allowed(before.TryGetValue(adaptation.Id, out var from) ? from : null, adaptation);
            foreach (var gone in before.Keys.Except(set.All.Select(a => a.Id)))
                Assert.True(before[gone] is not (AdaptationStatus.Proposed or AdaptationStatus.Applied), $"adaptation {gone} was {before[gone]} and is gone");
            foreach (var value in run.Model.Policies.Current.Values)
            {
                Assert.True(set.All.Count(a => a.Applied && a.ParameterName == value.ParameterName) <= 1);
                Assert.Equal(set.InForce(value.ParameterName)?.NewValue ?? run.Model.Space[run.Model.Space.IndexOf(value.ParameterName)].Default, value.Value);
                if (set.Pins.TryGetValue(value.ParameterName, out var pin)) Assert.Equal(value.Value, pin.Value);
            }

            Assert.Distinct(set.All.Where(a => a.Status == AdaptationStatus.Proposed).Select(a => (a.ParameterName, a.NewValue)));
            Assert.All(set.Pins.Keys, name => Assert.True(run.Model.Space.IndexOf(name) >= 0));
            before = set.All.ToDictionary(a => a.Id, a => a.Status);
            last = set.LastId;
        }
    }

    [SeededProperty(MaxTest = 60, EndSize = 300)]
    public void Saving_and_reading_in_the_middle_changes_nothing((byte Kind, byte A, byte B)[] steps, byte every)
    {
        var kept = new ContextRun(strategy: new BettingStrategy());
        var read = new ContextRun(strategy: new BettingStrategy());
        var (onKept, onRead) = (new RandomOperations(kept), new RandomOperations(read));
        for (var i = 0; i < steps.Length; i++)
        {
            onKept.Do(steps[i]);
            onRead.Do(steps[i]);
            if (i % (1 + (every % 7)) == 0) read.Reload();
        }

        Assert.Equal(kept.Saved(), read.Saved());
    }

    private static void Allowed(AdaptationStatus? from, Adaptation adaptation)
    {
        var isAllowed = (from, adaptation.Status) switch
        {
            (null, _) => true,
            var (a, b) when a == b => true,
            (AdaptationStatus.Proposed, AdaptationStatus.Applied or AdaptationStatus.Rejected or AdaptationStatus.Superseded) => true,
            (AdaptationStatus.Applied, AdaptationStatus.RolledBack or AdaptationStatus.Superseded) => true,
            _ => false,
        };
        Assert.True(isAllowed, $"adaptation {adaptation.Id} went from {from} to {adaptation.Status}");
    }
}
