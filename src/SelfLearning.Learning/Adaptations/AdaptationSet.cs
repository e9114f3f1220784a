namespace SelfLearning.Learning;

/// <summary>
/// The adaptations of a context and its pins. An adaptation begins as Proposed, Applied or Rejected; a proposal becomes Applied,
/// Rejected or Superseded; an applied one becomes RolledBack, or Superseded when another one changes its parameter. Nothing else.
/// </summary>
public sealed class AdaptationSet
{
    /// <summary>How many adaptations are kept; the oldest closed ones go, never one that is in force or waits for a person.</summary>
    public const int Kept = 50;

    /// <summary>How many proposals may wait: with one adaptation in force for every parameter they are all that is kept.</summary>
    public const int MaximumProposals = Kept - ParameterSpace.MaximumParameters;

    // Shared by all that hold nothing, as most contexts do; never changed.
    private static readonly Dictionary<string, Pin> NoPins = [];

    private readonly List<Adaptation> _adaptations;
    private Dictionary<string, Pin> _pins;

    /// <summary>A set as it was saved.</summary>
    public AdaptationSet(IEnumerable<Adaptation> adaptations, IEnumerable<Pin> pins, long lastId, long appliedCount)
    {
        _adaptations = [.. adaptations.Select(Dated)];
        _pins = pins.Any() ? pins.ToDictionary(pin => pin.ParameterName, StringComparer.Ordinal) : NoPins;
        (LastId, AppliedCount) = (lastId, appliedCount);
    }

    /// <summary>The adaptations, oldest first.</summary>
    public IReadOnlyList<Adaptation> All => _adaptations;

    /// <summary>The pins, by parameter name.</summary>
    public IReadOnlyDictionary<string, Pin> Pins => _pins;

    /// <summary>The id given last.</summary>
    public long LastId { get; private set; }

    /// <summary>How many adaptations were ever applied.</summary>
    public long AppliedCount { get; private set; }

    /// <summary>Whether as many proposals wait as may.</summary>
    public bool IsFull => _adaptations.Count(a => a.Status == AdaptationStatus.Proposed) >= MaximumProposals;

    /// <summary>The open proposal of a value, or <c>null</c>.</summary>
    public Adaptation? OpenProposal(string parameter, string value) =>
        _adaptations.LastOrDefault(a => a.Status == AdaptationStatus.Proposed && a.ParameterName == parameter && a.NewValue == value);

    /// <summary>The last adaptation from one value to another that is neither open nor in force any more, or <c>null</c>.</summary>
    internal Adaptation? LastClosed(string parameter, string oldValue, string newValue) => _adaptations.LastOrDefault(a =>
        a.Status is not (AdaptationStatus.Proposed or AdaptationStatus.Applied)
        && a.ParameterName == parameter && a.OldValue == oldValue && a.NewValue == newValue);

    /// <summary>The adaptation that put the parameter's value in use, or <c>null</c> while it has its default.</summary>
    public Adaptation? InForce(string parameter) =>
        _adaptations.LastOrDefault(a => a.Status == AdaptationStatus.Applied && a.ParameterName == parameter);

    /// <summary>The adaptation with this id.</summary>
    /// <exception cref="AdaptationException">There is none.</exception>
    public Adaptation Require(long id) => _adaptations.Find(a => a.Id == id)
        ?? throw new AdaptationException($"There is no adaptation {id} in this context: it holds the last {Kept}, up to number {LastId}.") { Reason = FailureReason.NotFound };

    /// <summary>The adaptation with this id, which must have a certain status.</summary>
    /// <exception cref="AdaptationException">There is none, or it has another status.</exception>
    public Adaptation Require(long id, AdaptationStatus status, string to)
    {
        var adaptation = Require(id);
        return adaptation.Status == status
            ? adaptation
            : throw new AdaptationException($"Adaptation {id} is {adaptation.Status}: only one that is {status} can be {to}.") { Context = adaptation.Context, Reason = FailureReason.Conflict };
    }

    /// <summary>
    /// Adds an adaptation; it gets the next id. A proposal overtakes the open one of the same value, or the oldest one where no more may
    /// wait.
    /// </summary>
    public Adaptation Add(Adaptation adaptation)
    {
        ArgumentNullException.ThrowIfNull(adaptation);
        adaptation = Dated(adaptation with { Id = ++LastId });
        if (adaptation.Applied) Overtake(adaptation);
        if (adaptation.Status == AdaptationStatus.Proposed) MakeRoom(adaptation);
        _adaptations.Add(adaptation);
        if (_adaptations.Count > Kept)
        {
            var closed = _adaptations.FindIndex(a => a.Status is not (AdaptationStatus.Proposed or AdaptationStatus.Applied));
            _adaptations.RemoveAt(Math.Max(closed, 0));
        }

        return adaptation;
    }

    /// <summary>Brings an adaptation to another status.</summary>
    public Adaptation Decide(Adaptation adaptation, AdaptationStatus status, Decider decider, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(adaptation);
        ArgumentNullException.ThrowIfNull(decider);
        var decided = Dated(adaptation with { Status = status, DecidedBy = decider.Actor, DecidedAt = now, Note = decider.Note ?? adaptation.Note });
        if (status == AdaptationStatus.Applied) Overtake(decided);
        _adaptations[_adaptations.FindIndex(a => a.Id == adaptation.Id)] = decided;
        return decided;
    }

    /// <summary>Pins a parameter, or renews its pin.</summary>
    public Pin Pin(string parameter, string value, Decider decider, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(decider);
        if (_pins == NoPins) _pins = new(StringComparer.Ordinal);
        return _pins[parameter] = new Pin(parameter, value, decider.Actor, now, decider.Note);
    }

    /// <summary>Removes a pin; <c>false</c> when there is none.</summary>
    public bool Release(string parameter) => _pins.Remove(parameter);

    // What comes into force says when, and keeps it whatever becomes of it; saved by a version that did not write it, while it still is.
    private static Adaptation Dated(Adaptation adaptation) =>
        adaptation is { Applied: true, AppliedAt: null } ? adaptation with { AppliedAt = adaptation.DecidedAt } : adaptation;

    private void MakeRoom(Adaptation proposal)
    {
        var overtaken = OpenProposal(proposal.ParameterName, proposal.NewValue)
            ?? (IsFull ? _adaptations.Find(a => a.Status == AdaptationStatus.Proposed) : null);
        if (overtaken is not null)
            Decide(overtaken, AdaptationStatus.Superseded, new Decider(proposal.DecidedBy), proposal.DecidedAt);
    }

    // What was in force, and proposals that start from a value no longer in use, are overtaken; what is undone is rolled back.
    private void Overtake(Adaptation applied)
    {
        AppliedCount++;
        for (var i = 0; i < _adaptations.Count; i++)
        {
            var other = _adaptations[i];
            if (other.ParameterName != applied.ParameterName || other.Id == applied.Id) continue;
            var overtaken = other.Status == AdaptationStatus.Applied
                || (other.Status == AdaptationStatus.Proposed && other.OldValue != applied.NewValue);
            if (!overtaken) continue;
            var status = other.Id == applied.Undoes ? AdaptationStatus.RolledBack : AdaptationStatus.Superseded;
            _adaptations[i] = other with { Status = status, DecidedBy = applied.DecidedBy, DecidedAt = applied.DecidedAt };
        }
    }
}
