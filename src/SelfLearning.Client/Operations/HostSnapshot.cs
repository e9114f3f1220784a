using SelfLearning.Contracts;
using SelfLearning.Learning;

namespace SelfLearning.Operations;

/// <summary>What a host decides with in one context, ready for use: the policy resolved once, and a prepared key.</summary>
internal class HostSnapshot
{
    // While nobody uses it. What it holds of the operating system's memory goes with the snapshot.
    private ResultIdSigner? _signer;

    public HostSnapshot(HostPolicy host)
    {
        Host = host;
        Policy = Policy.Resolve(host.Policy, host.Parameters);
    }

    /// <summary>What the context has answered.</summary>
    public HostPolicy Host { get; }

    /// <summary>The policy.</summary>
    public Policy Policy { get; }

    /// <summary>Chooses for one operation: the place of a candidate, or -1 for the values in use.</summary>
    public int Choose(Random random)
    {
        // Most calls try nothing and need no second number.
        var trial = random.NextDouble();
        return trial < Policy.TrialShare ? Policy.Choose(trial, random.NextDouble()) : -1;
    }

    /// <summary>The text of a decision's result id. Two threads at once prepare a key each, and one of them is kept.</summary>
    public string Sign(in Decision decision, string module, ContextKey context)
    {
        var signer = Interlocked.Exchange(ref _signer, null) ?? new ResultIdSigner(module, context, Host.KeyEpoch, Host.SigningKey);
        try
        {
            return signer.Sign(decision);
        }
        finally
        {
            Interlocked.Exchange(ref _signer, signer)?.Dispose();
        }
    }
}
