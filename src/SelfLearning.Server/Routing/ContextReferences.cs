namespace SelfLearning.Server;

/// <summary>
/// References to the contexts of one module. The ordinary way to make one reads the attributes of the interface each time, which
/// costs more than the call itself; here that is done once. Those used last are kept, so that busy contexts need no new one.
/// </summary>
internal sealed class ContextReferences(IGrainFactory grains, string module)
{
    /// <summary>Of the contexts used last at least so many are kept, and at most twice as many: some 4 MB.</summary>
    public const int Kept = 16_384;

    // Two generations: what is used again while one fills up comes into it, and the rest goes with the one before.
    private Dictionary<string, IContextGrain> _recent = new(StringComparer.Ordinal);
    private Dictionary<string, IContextGrain> _older = [];
    private GrainReference? _first;

    /// <summary>The reference to a context.</summary>
    public IContextGrain this[ContextKey key]
    {
        get
        {
            var text = key.Text;
            return _recent.TryGetValue(text, out var grain) ? grain : Take(key, text);
        }
    }

    private IContextGrain Take(ContextKey key, string text)
    {
        if (!_older.TryGetValue(text, out var grain)) grain = Create(key);
        if (_recent.Count == Kept) (_older, _recent) = (_recent, new(StringComparer.Ordinal));
        _recent.Add(text, grain);
        return grain;
    }

    private IContextGrain Create(ContextKey key)
    {
        var name = GrainNames.ContextGrain(module, key);
        if (_first is not { } first)
        {
            var grain = grains.GetGrain<IContextGrain>(name);
            _first = (GrainReference)grain;
            return grain;
        }

        return (IContextGrain)grains.GetGrain(GrainId.Create(first.GrainId.Type, name), first.InterfaceType);
    }
}
