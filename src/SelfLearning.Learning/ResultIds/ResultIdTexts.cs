namespace SelfLearning.Learning;

/// <summary>The texts of the result ids of one context, formed from its decisions: the same ones that callers got. Not safe for concurrent use.</summary>
/// <param name="keys">The signing keys.</param>
/// <param name="module">The module's name.</param>
/// <param name="context">The context key.</param>
public sealed class ResultIdTexts(SigningKeys keys, string module, ContextKey context)
{
    // Deriving a key costs more than signing with it, and neighbouring decisions have the same one.
    private byte[]? _key;
    private int _epoch = -1;

    /// <summary>The context key.</summary>
    public ContextKey Context { get; } = context;

    /// <summary>The text of a decision's result id; <c>null</c> where the key it was signed with is no longer held.</summary>
    public string? Of(in Decision decision)
    {
        if (decision.KeyEpoch != _epoch) (_epoch, _key) = (decision.KeyEpoch, keys.DeriveContextKey(decision.KeyEpoch, module, Context));
        return _key is null ? null : decision.In(module, Context).Format(_key);
    }

    /// <summary>The decision that a text names, if it is a result id of this context that <see cref="Of"/> forms again exactly; else <c>null</c>.</summary>
    public Decision? Parse(string text)
    {
        if (!ResultId.TryParse(text, out var id) || id.Module != module || id.Context != Context) return null;
        var decision = Decision.Of(id);
        return Of(decision) == text ? decision : null;
    }
}
