namespace SelfLearning.Server;

/// <summary>The module and the context key of a context grain.</summary>
/// <param name="Module">The module's name.</param>
/// <param name="Key">The context key.</param>
internal sealed record ContextIdentity(string Module, ContextKey Key)
{
    /// <summary>Reads the key of a context grain.</summary>
    /// <exception cref="SelfLearningException">The key is not <c>module/context</c>.</exception>
    public static ContextIdentity Of(GrainId grain)
    {
        var (module, context) = GrainNames.Split(grain.Key.ToString()!);
        return new ContextIdentity(ModuleName.Require(module), ContextKey.Parse(context));
    }

    /// <summary>The error of a call that changed nothing because storage cannot be used now.</summary>
    public AdaptationException StorageUnavailable(Exception? cause) => new(
        $"Module '{Module}', context '{Key}': storage is unavailable, nothing was changed; try again.", cause)
    {
        Module = Module,
        Context = Key.Text,
        IsRetryable = true,
    };
}
