using System.Collections.Immutable;

namespace SelfLearning.Learning;

/// <summary>
/// A policy version resolved against a parameter space: what <see cref="PolicySnapshot"/> says in texts, in places. A call serves
/// all values in use, or exactly one candidate in place of one of them.
/// </summary>
public sealed class Policy
{
    private readonly double[] _cumulative;

    private Policy(PolicySnapshot snapshot, ParameterSpace space, ImmutableArray<int> incumbents, ImmutableArray<Candidate> candidates)
    {
        (Snapshot, Space) = (snapshot, space);
        Incumbents = incumbents;
        Candidates = candidates;
        _cumulative = new double[candidates.Length];
        var sum = 0.0;
        for (var i = 0; i < candidates.Length; i++) _cumulative[i] = sum += candidates[i].Share / snapshot.TrialShare;
    }

    /// <summary>The same policy in texts.</summary>
    public PolicySnapshot Snapshot { get; }

    /// <summary>The space it is resolved against.</summary>
    public ParameterSpace Space { get; }

    /// <summary>The version number.</summary>
    public long Version => Snapshot.Version;

    /// <summary>The share of calls that try a candidate.</summary>
    public double TrialShare => Snapshot.TrialShare;

    /// <summary>For each parameter of the space the place of the value in use; -1 where the snapshot has none that the space knows.</summary>
    public ImmutableArray<int> Incumbents { get; }

    /// <summary>The candidates in the order of the snapshot.</summary>
    public ImmutableArray<Candidate> Candidates { get; }

    /// <summary>Resolves a snapshot against a space.</summary>
    public static Policy Resolve(PolicySnapshot snapshot, ParameterSpace space)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(space);
        var incumbents = Enumerable.Repeat(-1, space.Count).ToArray();
        foreach (var value in snapshot.Values)
        {
            var parameter = space.IndexOf(value.ParameterName);
            if (parameter >= 0) incumbents[parameter] = space[parameter].IndexOf(value.Value);
        }

        return new Policy(snapshot, space, [.. incumbents], [.. snapshot.Candidates.Select(c => ResolveCandidate(c, space))]);
    }

    /// <summary>Chooses what one call gets.</summary>
    /// <param name="trial">A random number in [0, 1): below the trial share a candidate is tried.</param>
    /// <param name="pick">A random number in [0, 1): which one, in proportion to the shares.</param>
    /// <returns>The place of the candidate in <see cref="Candidates"/>, or -1 for the values in use.</returns>
    public int Choose(double trial, double pick)
    {
        if (_cumulative.Length == 0 || trial >= TrialShare) return -1;
        // At most a few candidates: a search from the front is quicker than any table.
        for (var place = 0; place < _cumulative.Length; place++)
            if (pick < _cumulative[place]) return place;
        return _cumulative.Length - 1;
    }

    /// <summary>The values a call gets: those in use, with the candidate's in its place.</summary>
    /// <param name="candidate">What <see cref="Choose"/> returned.</param>
    public ImmutableArray<ParameterValue> Decide(int candidate)
    {
        if (candidate < 0) return Snapshot.Values;
        var tried = Snapshot.Candidates[candidate];
        return [.. Snapshot.Values.Select(v => v.ParameterName == tried.ParameterName ? v with { Value = tried.Value } : v)];
    }

    private static Candidate ResolveCandidate(PolicyCandidate candidate, ParameterSpace space)
    {
        var parameter = space.IndexOf(candidate.ParameterName);
        var value = parameter < 0 ? -1 : space[parameter].IndexOf(candidate.Value);
        return value < 0 ? new Candidate(-1, -1, candidate.Share) : new Candidate(parameter, value, candidate.Share);
    }
}
