namespace SelfLearning.Web;

/// <summary>
/// One API key in the configuration, under <c>SelfLearning:ApiKeys:{name}</c>. The key itself is not configured and cannot be found
/// from it.
/// </summary>
public sealed class ApiKeySettings
{
    /// <summary>The SHA-256 of the key, as <c>sha256:</c> and 64 hexadecimal digits.</summary>
    public string? Hash { get; set; }

    /// <summary>What its holder may do, at least one role: <c>reader</c>, <c>caller</c>, <c>operator</c>.</summary>
    public IList<string> Roles { get; } = [];

    /// <summary>The modules it is bound to; none for all modules.</summary>
    public IList<string> Modules { get; } = [];
}
