using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace SelfLearning.Tests.Configuration;

public enum Mood
{
    Sad,
    Calm,
    Glad,
}

[Flags]
public enum Extras
{
    None = 0,
    Chorus = 1,
    Bridge = 2,
}

public record SongConfig : ModuleConfig
{
    [Tunable(0.0, 1.2, Step = 0.1)] public double Temperature { get; init; } = 0.7;
}

public sealed record LyricsConfig : SongConfig
{
    [Tunable("verse-first", "hook-first")] public string Structure { get; init; } = "verse-first";
    [Tunable] public bool Rhyme { get; init; } = true;
    [Tunable] public Mood Mood { get; init; } = Mood.Calm;
    [Tunable(1, 9)] public int Verses { get; init; } = 3;
    [Tunable(0, 1_000, Step = 100)] public long Budget { get; init; } = 500;
    [Tunable(1, 3)] public short Takes { get; init; } = 1;
    [Tunable(0, 255, Step = 5)] public byte Volume { get; init; } = 100;
    [Tunable(0.0, 1.0, Step = 0.1)] public float Echo { get; init; } = 0.7f;
    [Tunable(0.0, 0.3, Step = 0.05)] public decimal Swing { get; init; } = 0.10m;
    [Required] public required string Voice { get; init; }
    [Range(1, 10)] public int Retries { get; init; } = 2;
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);
    public Uri? Endpoint { get; init; }
    public int? Seed { get; init; }
    [ConfigurationKeyName("api-key")] public string? ApiKey { get; init; }
    public Studio Studio { get; init; } = new();
    public IReadOnlyList<Guest> Guests { get; init; } = [];
    public Dictionary<string, int> Weights { get; init; } = [];
    public int[] Tracks { get; init; } = [];
}

public sealed record Studio
{
    public string Room { get; init; } = "A";
    public Desk Desk { get; init; } = new();
}

public sealed record Desk
{
    public int Channels { get; init; } = 8;
}

public sealed record Guest(string Name, int Age = 30);

public sealed record PlainConfig : ModuleConfig;
