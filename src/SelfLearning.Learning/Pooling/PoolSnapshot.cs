namespace SelfLearning.Learning;

/// <summary>What all contexts of a module have learned together, as it was at one time, for the parameters of one space. It never changes.</summary>
public sealed class PoolSnapshot
{
    private readonly Dictionary<int, PooledPair>[] _pairs;

    internal PoolSnapshot(ParameterSpace space, double? mean, IEnumerable<KeyValuePair<PoolPair, PairEvidence>> pairs)
    {
        (Space, Mean) = (space, mean);
        _pairs = [.. space.Parameters.Select(_ => new Dictionary<int, PooledPair>())];
        foreach (var (pair, evidence) in pairs)
        {
            var parameter = space.IndexOf(pair.Parameter);
            if (parameter < 0) continue;
            var (first, second) = (space[parameter].IndexOf(pair.First), space[parameter].IndexOf(pair.Second));
            if (first < 0 || second < 0) continue;
            var key = BettingLearner.Key(Math.Min(first, second), Math.Max(first, second), space[parameter].Values.Length);
            _pairs[parameter][key] = new PooledPair(first < second ? [.. evidence.Logs] : Gamblers.Exchanged(evidence.Logs), evidence.Contexts);
        }
    }

    /// <summary>The parameters.</summary>
    public ParameterSpace Space { get; }

    /// <summary>The mean quality over the module's feedback, 0 to 1; <c>null</c> before any.</summary>
    public double? Mean { get; }

    /// <summary>Whether no pair of the space was ever played.</summary>
    public bool IsEmpty => Array.TrueForAll(_pairs, pairs => pairs.Count == 0);

    internal PooledPair? Find(int parameter, int key) => _pairs[parameter].GetValueOrDefault(key);
}
