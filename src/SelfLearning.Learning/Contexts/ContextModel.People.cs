namespace SelfLearning.Learning;

/// <content>What a person, or a program in a person's name, may do. A person outranks the learner.</content>
public sealed partial class ContextModel
{
    /// <summary>
    /// Takes a proposal of a person: applied at once in Automatic mode, else it waits for approval. The parameter is pinned.
    /// </summary>
    /// <exception cref="AdaptationException">The parameter or the value is not known, or the value is in use already.</exception>
    public Adaptation Suggest(ParameterValue value, Decider decider, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(decider);
        decider.Require();
        var (parameter, place) = Find(value.ParameterName, value.Value);
        var inUse = ValueInUse(parameter);
        if (inUse == value.Value) throw Wrong($"'{value.Value}' is the value of '{value.ParameterName}' in use already", FailureReason.Conflict);
        var apply = Options.EffectiveMode == LearningMode.Automatic;
        var adaptation = Adaptations.Add(New(
            value.ParameterName, inUse, value.Value, 1, apply ? AdaptationStatus.Applied : AdaptationStatus.Proposed, decider.Actor, now,
            $"Suggested by {decider.Actor}.", note: decider.Note));
        if (apply) Use(parameter, place);
        Adaptations.Pin(value.ParameterName, ValueInUse(parameter), decider, now);
        Publish(now);
        return adaptation;
    }

    /// <summary>
    /// Applies a proposal if the value it starts from is still in use and the new one still in the space; else it is superseded, as
    /// one that was overtaken before is already.
    /// </summary>
    /// <exception cref="AdaptationException">There is no such proposal.</exception>
    public Adaptation Approve(long id, Decider decider, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(decider);
        decider.Require();
        if (Adaptations.Require(id) is { Status: AdaptationStatus.Superseded } overtaken) return overtaken;
        var proposal = Adaptations.Require(id, AdaptationStatus.Proposed, "approved");
        var parameter = Space.IndexOf(proposal.ParameterName);
        var place = parameter < 0 ? -1 : Space[parameter].IndexOf(proposal.NewValue);
        if (place < 0 || ValueInUse(parameter) != proposal.OldValue)
            return Adaptations.Decide(proposal, AdaptationStatus.Superseded, decider, now);
        var approved = Adaptations.Decide(proposal, AdaptationStatus.Applied, decider, now);
        Use(parameter, place);
        if (Adaptations.Pins.TryGetValue(proposal.ParameterName, out var pin))
            Adaptations.Pin(pin.ParameterName, proposal.NewValue, new Decider(pin.PinnedBy, pin.Note), pin.PinnedAt);
        Publish(now);
        return approved;
    }

    /// <summary>Rejects a proposal and pins its parameter.</summary>
    /// <exception cref="AdaptationException">There is no such proposal.</exception>
    public Adaptation Reject(long id, Decider decider, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(decider);
        decider.Require();
        var proposal = Adaptations.Require(id, AdaptationStatus.Proposed, "rejected");
        var rejected = Adaptations.Decide(proposal, AdaptationStatus.Rejected, decider, now);
        if (Space.IndexOf(proposal.ParameterName) is var parameter and >= 0)
            Adaptations.Pin(proposal.ParameterName, ValueInUse(parameter), decider, now);
        Publish(now);
        return rejected;
    }

    /// <summary>Undoes an applied adaptation whose value is still in use, and pins its parameter.</summary>
    /// <returns>The adaptation, now RolledBack; the change back is an adaptation of its own.</returns>
    /// <exception cref="AdaptationException">It is not in force, or the old value left the parameter space.</exception>
    public Adaptation RollBack(long id, Decider decider, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(decider);
        decider.Require();
        var undone = Adaptations.Require(id, AdaptationStatus.Applied, "rolled back");
        var (parameter, place) = Find(undone.ParameterName, undone.OldValue);
        var inUse = ValueInUse(parameter);
        if (inUse != undone.NewValue) throw Wrong($"adaptation {id} put '{undone.NewValue}' in use, but '{inUse}' is in use now", FailureReason.Conflict);
        Adaptations.Add(New(
            undone.ParameterName, inUse, undone.OldValue, 1, AdaptationStatus.Applied, decider.Actor, now,
            $"Rolls back adaptation {id}, decided by {decider.Actor}.", undoes: id, note: decider.Note));
        Use(parameter, place);
        Adaptations.Pin(undone.ParameterName, undone.OldValue, decider, now);
        Publish(now);
        return Adaptations.Require(id);
    }

    /// <summary>Keeps a parameter at its value in use, or puts another one in use and keeps that.</summary>
    /// <exception cref="AdaptationException">The parameter or the value is not known.</exception>
    public Pin Pin(string parameterName, string? value, Decider decider, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(decider);
        decider.Require();
        var parameter = Space.IndexOf(parameterName);
        var (_, place) = Find(parameterName, value ?? (parameter < 0 ? "" : ValueInUse(parameter)));
        if (place != _incumbents[parameter])
        {
            Adaptations.Add(New(
                parameterName, ValueInUse(parameter), value!, 1, AdaptationStatus.Applied, decider.Actor, now, $"Pinned by {decider.Actor}.",
                note: decider.Note));
            Use(parameter, place);
        }

        var pin = Adaptations.Pin(parameterName, ValueInUse(parameter), decider, now);
        Publish(now);
        return pin;
    }

    /// <summary>Lets the learner change a parameter again; <c>false</c> when it was not pinned.</summary>
    /// <exception cref="AdaptationException">There is no such parameter.</exception>
    public bool Release(string parameterName)
    {
        Find(parameterName);
        return Adaptations.Release(parameterName);
    }

    /// <summary>
    /// Forgets what was learned: the defaults are in use again, without pins, and decisions made before are no evidence any more. Which
    /// feedback is known, and the metrics, stay.
    /// </summary>
    public void Reset(Decider decider, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(decider);
        decider.Require();
        // First, because a strategy may throw.
        var learner = _strategy.Create(Space, null);
        for (var p = 0; p < Space.Count; p++)
        {
            var (inUse, standard) = (ValueInUse(p), Space[p].Default);
            if (inUse == standard) continue;
            Adaptations.Add(New(
                Space[p].Name, inUse, standard, 1, AdaptationStatus.Applied, decider.Actor, now, $"Learning was reset by {decider.Actor}.", note: decider.Note));
        }

        foreach (var parameter in Adaptations.Pins.Keys.ToList()) Adaptations.Release(parameter);
        foreach (var proposal in Adaptations.All.Where(a => a.Status == AdaptationStatus.Proposed).ToList())
            Adaptations.Decide(proposal, AdaptationStatus.Superseded, decider, now);
        Statistics.Clear();
        LearnedCount = 0;
        _learner = learner;
        _incumbents = Defaults(Space);
        _previous = NoPrevious(Space);
        // The evidence of the versions so far is gone; a version of its own draws the line.
        var last = Policies.Current.Version;
        Publish(now);
        if (Policies.Current.Version == last) Policies.Add(Policies.Current with { Version = last + 1, PublishedAt = now });
        _firstVersion = Policies.Current.Version;
    }

    private string ValueInUse(int parameter) => Space[parameter].Values[_incumbents[parameter]];

    private (int Parameter, int Value) Find(string name, string value)
    {
        var parameter = Find(name);
        var place = Space[parameter].IndexOf(value);
        return place >= 0 ? (parameter, place)
            : throw Wrong($"'{value}' is not a value of '{name}' (its values: {string.Join(", ", Space[parameter].Values.Take(20))})", FailureReason.Invalid, "value");
    }

    private int Find(string name) => Space.IndexOf(name) is var parameter and >= 0
        ? parameter
        : throw Wrong($"there is no parameter '{name}' (there are: {string.Join(", ", Space.Parameters.Select(p => p.Name))})", FailureReason.NotFound, "parameterName");

    private AdaptationException Wrong(string what, FailureReason reason, string? field = null) => new($"Module '{Definition.Name}', context '{_context}': {what}.")
    {
        Module = Definition.Name,
        Context = _context,
        Reason = reason,
        Field = field,
    };
}
