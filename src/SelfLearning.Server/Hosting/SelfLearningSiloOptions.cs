namespace SelfLearning;

/// <summary>Settings of a silo that are not of a single module; bound from the section <c>SelfLearning</c>.</summary>
public sealed class SelfLearningSiloOptions
{
    /// <summary>The name of the configuration section.</summary>
    public const string Section = "SelfLearning";

    /// <summary>
    /// The key that signs result ids: base64 of at least 32 random bytes, the same on every silo, with its epoch in front
    /// (<c>1:...</c>) once it has been rotated. May be left out on a silo of its own, which makes one and keeps it with its data.
    /// </summary>
    public string? SigningKey { get; set; }

    /// <summary>Keys whose result ids are still accepted, each with its epoch in front.</summary>
    public IList<string> OlderSigningKeys { get; } = [];

    /// <summary>The largest request or result of an in-silo module between processes, in bytes of JSON, 1 or more.</summary>
    public int PayloadLimit { get; set; } = PayloadJson.DefaultSizeLimit;
}
