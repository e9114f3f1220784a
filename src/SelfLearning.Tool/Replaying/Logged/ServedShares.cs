using SelfLearning.Learning;

namespace SelfLearning.Tool.Replaying.Logged;

/// <summary>What a policy serves in a context: settings with their probabilities, which sum to 1.</summary>
internal sealed class ServedShares
{
    private readonly (int Setting, double Share)[] _items;
    private readonly Dictionary<int, double> _shares = [];

    /// <summary>Shares of settings; -1 is a setting that no row of the log has. A setting may be there twice.</summary>
    public ServedShares(IEnumerable<(int Setting, double Share)> items)
    {
        _items = [.. items];
        foreach (var (setting, share) in _items) _shares[setting] = _shares.GetValueOrDefault(setting) + share;
    }

    /// <summary>The shares of a policy of the learner.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="log">The log whose settings are meant.</param>
    public static ServedShares Of(Policy policy, DecisionLog log)
    {
        int[] places = [.. policy.Incumbents];
        var items = new List<(int, double)> { (log.SettingOf(places), 1 - policy.TrialShare) };
        foreach (var candidate in policy.Candidates)
        {
            places[candidate.Parameter] = candidate.Value;
            items.Add((log.SettingOf(places), candidate.Share));
            places[candidate.Parameter] = policy.Incumbents[candidate.Parameter];
        }

        return new ServedShares(items);
    }

    /// <summary>The setting that a choice of the policy serves.</summary>
    /// <param name="candidate">What <see cref="Policy.Choose"/> returned: -1 for the values in use.</param>
    public int SettingOf(int candidate) => _items[candidate + 1].Setting;

    /// <summary>The probability of a setting.</summary>
    public double this[int setting] => _shares.GetValueOrDefault(setting);

    /// <summary>What a model expects of these shares in a context.</summary>
    public ModelledValue Expect(QualityModel model, DecisionLog log, int context)
    {
        var (supported, unsupported, extrapolated) = (0.0, 0.0, 0.0);
        foreach (var (setting, share) in _items)
        {
            var value = share * model.Expect(context, setting);
            if (log.Supports(context, setting))
            {
                supported += value;
            }
            else
            {
                unsupported += share;
                extrapolated += value;
            }
        }

        return new ModelledValue(supported, unsupported, extrapolated);
    }
}
