namespace SelfLearning.Learning;

/// <content>What another definition keeps and what it takes away.</content>
public sealed partial class ContextModel
{
    /// <summary>
    /// Goes on with another definition: what is still in the space is kept; a value in use that left it falls back to the default, with
    /// an adaptation that says so.
    /// </summary>
    /// <returns>Whether anything changed.</returns>
    public bool ChangeDefinition(ModuleDefinition definition, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(definition);
        if (Definition == definition) return false;
        var spaceChanged = Space != definition.Parameters;
        var previous = PreviousByName();
        // First, because a strategy may throw.
        if (spaceChanged) (_learner, _savedLearner) = (_strategy.Create(definition.Parameters, _learner.Save()), null);
        Definition = definition;
        if (spaceChanged)
        {
            Policies.ChangeSpace(definition.Parameters);
            Resolve(previous, now);
            ForgetLostValues();
        }

        Publish(now);
        return true;
    }

    // Finds the values in use, and those before them, in the space as it is now.
    private void Resolve(Dictionary<string, string> previous, DateTimeOffset now)
    {
        var policy = Policy;
        _incumbents = Defaults(Space);
        _previous = NoPrevious(Space);
        for (var p = 0; p < Space.Count; p++)
        {
            var parameter = Space[p];
            if (previous.TryGetValue(parameter.Name, out var before)) _previous[p] = parameter.IndexOf(before);
            if (policy.Incumbents[p] >= 0) _incumbents[p] = policy.Incumbents[p];
        }

        var lost = policy.Snapshot.Values
            .Where(value => Space.IndexOf(value.ParameterName) is var p && p >= 0 && policy.Incumbents[p] < 0).ToList();
        foreach (var value in lost)
        {
            var parameter = Space[Space.IndexOf(value.ParameterName)];
            Adaptations.Add(New(
                parameter.Name, value.Value, parameter.Default, 1, AdaptationStatus.Applied, "definition", now,
                $"'{value.Value}' has left the parameter space; the default '{parameter.Default}' is in use again."));
            // The value before was never compared with the default.
            _previous[Space.IndexOf(parameter.Name)] = -1;
            if (Adaptations.Pins.TryGetValue(parameter.Name, out var held))
                Adaptations.Pin(parameter.Name, parameter.Default, new Decider(held.PinnedBy, held.Note), held.PinnedAt);
        }

        // A parameter that comes back begins with its default.
        foreach (var parameter in policy.Snapshot.Values.Select(value => value.ParameterName).Where(name => Space.IndexOf(name) < 0))
        {
            if (Adaptations.InForce(parameter) is { } gone)
                Adaptations.Decide(gone, AdaptationStatus.Superseded, new Decider("definition"), now);
        }

        foreach (var pin in Adaptations.Pins.Values.Where(pin => Space.IndexOf(pin.ParameterName) < 0).ToList())
            Adaptations.Release(pin.ParameterName);
        if (!policy.Snapshot.Values.SequenceEqual(ValuesInUse())) Publish(now);
    }

    // As the learner does. What is still named is kept: by the versions held, because feedback may still come for decisions made with them.
    private void ForgetLostValues()
    {
        var named = Policies.Versions
            .SelectMany(version => version.Values.Select(value => (value.ParameterName, value.Value))
                .Concat(version.Candidates.Select(candidate => (candidate.ParameterName, candidate.Value))))
            .Concat(Adaptations.All.Where(adaptation => adaptation.Applied)
                .SelectMany(adaptation => new[] { (adaptation.ParameterName, adaptation.OldValue), (adaptation.ParameterName, adaptation.NewValue) }))
            .ToHashSet();
        Statistics.KeepOnly((parameter, value) =>
            (Space.IndexOf(parameter) is var place && place >= 0 && Space[place].IndexOf(value) >= 0) || named.Contains((parameter, value)));
    }
}
