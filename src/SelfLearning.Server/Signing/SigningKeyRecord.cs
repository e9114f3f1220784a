namespace SelfLearning.Server;

/// <summary>The signing key that a silo of its own made for itself.</summary>
internal sealed class SigningKeyRecord
{
    /// <summary>The key, in the form of the configuration.</summary>
    public string Key { get; set; } = "";
}
