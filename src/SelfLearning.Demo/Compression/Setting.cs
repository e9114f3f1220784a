using System.Globalization;

namespace SelfLearning.Demo.Compression;

/// <summary>A codec with a level. All levels of <c>none</c> do the same, and still are different settings to the learner.</summary>
/// <param name="Codec">One of <see cref="Codecs"/>.</param>
/// <param name="Level">1 to 9.</param>
internal readonly record struct Setting(string Codec, int Level)
{
    public const int MinimumLevel = 1;
    public const int MaximumLevel = 9;
    public const string CodecParameter = "codec";
    public const string LevelParameter = "level";

    public static IReadOnlyList<string> Codecs { get; } = ["none", "deflate", "gzip", "zlib", "brotli"];

    public static Setting Default { get; } = new(CompressionConfig.DefaultCodec, CompressionConfig.DefaultLevel);

    /// <summary>Every setting that does something of its own: <c>none</c> once, every other codec at every level.</summary>
    public static IReadOnlyList<Setting> AllDistinct { get; } =
    [
        new Setting(BlockCodec.None, MinimumLevel),
        .. from codec in Codecs
           where codec != BlockCodec.None
           from level in Enumerable.Range(MinimumLevel, MaximumLevel)
           select new Setting(codec, level),
    ];

    /// <summary>The setting of <see cref="AllDistinct"/> that does the same as this one.</summary>
    public Setting Distinct => Codec == BlockCodec.None ? new Setting(BlockCodec.None, MinimumLevel) : this;

    /// <summary>The setting a policy's or a result's values mean; a parameter that is not named keeps its default.</summary>
    public static Setting From(IEnumerable<ParameterValue> values) => values.Aggregate(Default, (setting, value) => setting.With(value));

    /// <summary>This setting with one parameter changed; other parameters than codec and level change nothing.</summary>
    public Setting With(ParameterValue value) => value.ParameterName switch
    {
        CodecParameter => this with { Codec = value.Value },
        LevelParameter => this with { Level = int.Parse(value.Value, CultureInfo.InvariantCulture) },
        _ => this,
    };

    /// <inheritdoc/>
    public override string ToString() => Codec == BlockCodec.None ? Codec : string.Create(CultureInfo.InvariantCulture, $"{Codec} {Level}");
}
