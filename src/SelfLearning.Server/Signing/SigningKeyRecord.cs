namespace SelfLearning.Server;

/// <summary>The signing key that a silo of its own made for itself.</summary>
internal sealed class SigningKeyRecord
{
    /// <summary>The version this code writes.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The version of the form.</summary>
    public int Version { get; set; } = CurrentVersion;

    /// <summary>The key, in the form of the configuration.</summary>
    public string Key { get; set; } = "";
}
