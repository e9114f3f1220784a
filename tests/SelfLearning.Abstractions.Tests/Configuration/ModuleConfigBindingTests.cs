using System.ComponentModel.DataAnnotations;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace SelfLearning.Tests.Configuration;

public class ModuleConfigBindingTests
{
    [Fact]
    public void The_record_and_the_options_are_bound_from_one_section()
    {
        var schema = Bind(
            ("Temperature", "0.2"), ("mood", "Glad"), ("api-key", "k"), ("Studio:Desk:Channels", "24"), ("Guests:0:Name", "Ann"), ("Guests:1:Name", "Bo"),
            ("Guests:1:Age", "40"), ("Weights:intro", "3"), ("Tracks:0", "5"), ("Tracks:1", "6"), ("Pause", "00:00:05"), ("Endpoint", "https://example.org/"), ("Seed", "7"),
            ("ExplorationRate", "0.2"), ("LearningInterval", "00:02:00"), ("LearningMode", "requireapproval"));
        var config = schema.Default;
        Assert.Equal((0.2, Mood.Glad, "alto", "k"), (config.Temperature, config.Mood, config.Voice, config.ApiKey));
        Assert.Equal((24, "A"), (config.Studio.Desk.Channels, config.Studio.Room));
        Assert.Equal([new Guest("Ann"), new Guest("Bo", 40)], config.Guests);
        Assert.Equal((3, 5, 6), (config.Weights["intro"], config.Tracks[0], config.Tracks[1]));
        Assert.Equal((TimeSpan.FromSeconds(5), "https://example.org/", 7), (config.Pause, config.Endpoint?.ToString(), config.Seed));
        Assert.Equal((0.2, TimeSpan.FromMinutes(2), LearningMode.RequireApproval), (schema.Options.ExplorationRate, schema.Options.LearningInterval, schema.Options.LearningMode));
        Assert.Equal("lyrics", schema.Module);
    }

    [Fact]
    public void Without_a_section_or_with_an_empty_one_every_default_holds()
    {
        foreach (var section in new IConfiguration?[] { null, Settings.Of(), new ConfigurationBuilder().Build() })
        {
            var schema = ModuleConfigSchema<PlainConfig>.Bind("plain", section);
            Assert.Equal(new PlainConfig(), schema.Default);
            Assert.Equal(new ModuleOptions(), schema.Options);
            Assert.Equal(ParameterSpace.Empty, schema.Parameters);
        }
    }

    [Fact]
    public void Json_with_nulls_empty_lists_and_empty_members_is_taken()
    {
        var json = """{ "Modules": { "lyrics": { "Voice": "alto", "Guests": [], "Studio": {}, "Seed": null, "Temperature": 0.3, "Rhyme": false } } }""";
        var section = new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build().GetSection(Settings.Path);
        var config = ModuleConfigSchema<LyricsConfig>.Bind("lyrics", section).Default;
        Assert.Equal((0.3, false, null), (config.Temperature, config.Rhyme, config.Seed));
        Assert.Empty(config.Guests);
    }

    [Fact]
    public void A_name_that_is_no_module_name_is_refused() =>
        Assert.Contains("'Lyrics' is not a module name", Assert.Throws<ModuleConfigurationException>(() => ModuleConfigSchema<PlainConfig>.Bind("Lyrics", null)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("Temprature", "Temperature")]
    [InlineData("explorationRat", "ExplorationRate")]
    [InlineData("ApiKey", "api-key")]
    [InlineData("EffectiveMode", "LearningMode")]
    public void An_unknown_member_is_named_with_its_path_and_the_nearest_name(string unknown, string nearest)
    {
        var message = Settings.ErrorOf<LyricsConfig>(Settings.Lyrics((unknown, "1")));
        Assert.Contains($"- Modules:lyrics:{unknown}: there is no such member. The nearest name is '{nearest}'.", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Studio:Rooom", "Modules:lyrics:Studio:Rooom: there is no such member. The nearest name is 'Room'; the names are Room, Desk.")]
    [InlineData("Studio:Desk:Chanels", "Modules:lyrics:Studio:Desk:Chanels: there is no such member. The nearest name is 'Channels'; the names are Channels.")]
    [InlineData("Guests:0:Nam", "Modules:lyrics:Guests:0:Nam: there is no such member. The nearest name is 'Name'; the names are Name, Age.")]
    [InlineData("Temperature:Min", "Modules:lyrics:Temperature:Min: there is no such member; Modules:lyrics:Temperature is a number")]
    [InlineData("Unknown:Deep:Down", "Modules:lyrics:Unknown: there is no such member.")]
    public void A_nested_unknown_member_is_named_with_its_full_path(string key, string error) =>
        Assert.Contains($"- {error}", Settings.ErrorOf<LyricsConfig>(Settings.Lyrics((key, "1"))), StringComparison.Ordinal);

    [Theory]
    [InlineData("Temperature", "warm", "a number")]
    [InlineData("Temperature", "0,7", "a number")]
    [InlineData("Verses", "3.5", "a whole number")]
    [InlineData("Verses", "", "a whole number")]
    [InlineData("Rhyme", "yes", "true or false")]
    [InlineData("Mood", "Angry", "one of Sad, Calm, Glad")]
    [InlineData("Mood", "7", "one of Sad, Calm, Glad")]
    [InlineData("LearningInterval", "soon", "a time span")]
    [InlineData("LearningMode", "9", "one of Automatic, RequireApproval, Off")]
    [InlineData("Volume", "256", "a whole number from 0 to 255")]
    [InlineData("Studio:Desk:Channels", "many", "a whole number")]
    [InlineData("Tracks:1", "x", "a whole number")]
    [InlineData("Weights:intro", "x", "a whole number")]
    public void A_value_that_does_not_convert_is_named_with_its_path_and_type(string key, string value, string type) =>
        Assert.Contains($"- Modules:lyrics:{key}: '{value}' is not {type}", Settings.ErrorOf<LyricsConfig>(Settings.Lyrics((key, value))), StringComparison.Ordinal);

    [Theory]
    [InlineData("Studio", "the members of a Studio must stand here")]
    [InlineData("Guests", "a list must stand here")]
    public void A_single_value_in_the_place_of_members_is_an_error(string key, string error) =>
        Assert.Contains($"- Modules:lyrics:{key}: 'B' is a single value, and {error}", Settings.ErrorOf<LyricsConfig>(Settings.Lyrics((key, "B"))), StringComparison.Ordinal);

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once_and_once()
    {
        var message = Settings.ErrorOf<LyricsConfig>(Settings.Of(
            ("Temprature", "0.2"), ("Studio:Rom", "B"), ("Verses", "x"), ("Retries", "11"), ("QueueLimit", "0"), ("Echo", "0.25"), ("Structure", "chorus")));
        Assert.StartsWith("The configuration of module 'lyrics' (LyricsConfig) is not valid:\n- ", message, StringComparison.Ordinal);
        string[] paths = ["Temprature", "Studio:Rom", "Verses", "Voice", "Retries", "QueueLimit", "Echo", "Structure"];
        Assert.All(paths, path => Assert.Single(message.Split('\n'), line => line.StartsWith($"- Modules:lyrics:{path}: ", StringComparison.Ordinal)));
        Assert.Equal(paths.Length + 1, message.Split('\n').Length);
        Assert.Contains("it is 11", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Temperature", "0.75", "'0.75' and must be a number from 0 to 1.2 in steps of 0.1")]
    [InlineData("Temperature", "1.3", "'1.3' and must be a number from 0 to 1.2 in steps of 0.1")]
    [InlineData("Temperature", "NaN", "'NaN' and must be a number from 0 to 1.2 in steps of 0.1")]
    [InlineData("Verses", "10", "'10' and must be a number from 1 to 9 in steps of 1")]
    [InlineData("Swing", "0.11", "'0.11' and must be a number from 0 to 0.3 in steps of 0.05")]
    [InlineData("Structure", "Verse-First", "'Verse-First' and must be one of verse-first, hook-first")]
    public void A_bound_value_that_is_not_among_a_parameters_values_is_an_error(string key, string value, string rule) => Assert.Contains(
        $"- Modules:lyrics:{key}: the value of LyricsConfig.{key} is {rule}.", Settings.ErrorOf<LyricsConfig>(Settings.Lyrics((key, value))), StringComparison.Ordinal);

    [Fact]
    public void A_required_member_without_a_value_is_an_error_with_and_without_the_attribute()
    {
        Assert.Contains("- Modules:lyrics:Voice: ", Settings.ErrorOf<LyricsConfig>(Settings.Of()), StringComparison.Ordinal);
        Assert.Contains("- Voice: ", Settings.ErrorOf<LyricsConfig>(null), StringComparison.Ordinal);
        Assert.Contains("- Modules:lyrics:Tempo: NeedyConfig.Tempo is required and has no value", Settings.ErrorOf<NeedyConfig>(Settings.Of()), StringComparison.Ordinal);
        Assert.Equal(90, ModuleConfigSchema<NeedyConfig>.Bind("lyrics", Settings.Of(("Tempo", "90"), ("Limit", "100"))).Default.Tempo);
    }

    [Fact]
    public void The_records_own_validation_runs() => Assert.Contains(
        "- Modules:lyrics:Tempo: the tempo 90 is above the limit 80.", Settings.ErrorOf<NeedyConfig>(Settings.Of(("Tempo", "90"), ("Limit", "80"))), StringComparison.Ordinal);

    [Fact]
    public void A_text_that_breaks_a_rule_is_not_repeated_because_it_may_be_a_secret()
    {
        var message = Settings.ErrorOf<NeedyConfig>(Settings.Of(("Tempo", "90"), ("Limit", "100"), ("Key", "s3cr3t")));
        Assert.Contains("- Modules:lyrics:Key: ", message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_record_and_the_options_agree_on_what_both_have()
    {
        var bound = Bind(("AdaptationThreshold", "0.8"), ("EnableAdaptation", "false"), ("MetricsCollectionLevel", "Minimal"));
        Assert.Equal((0.8, false, MetricsCollectionLevel.Minimal), (bound.Default.AdaptationThreshold, bound.Default.EnableAdaptation, bound.Default.MetricsCollectionLevel));
        Assert.Equal((0.8, false, MetricsCollectionLevel.Minimal), (bound.Options.AdaptationThreshold, bound.Options.EnableAdaptation, bound.Options.MetricsCollectionLevel));

        var own = ModuleConfigSchema<CautiousConfig>.Bind("lyrics", null);
        Assert.Equal((0.95, 0.95), (own.Default.AdaptationThreshold, own.Options.AdaptationThreshold));
        Assert.Contains("- Modules:lyrics:AdaptationThreshold: ", Settings.ErrorOf<LyricsConfig>(Settings.Lyrics(("AdaptationThreshold", "2"))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_with_the_name_of_an_option_is_refused() =>
        Assert.Contains("ClashingConfig.QueueLimit has the configuration name of a module option", Settings.ErrorOf<ClashingConfig>(null), StringComparison.Ordinal);

    [Fact]
    public void A_record_that_cannot_be_made_is_refused_with_the_reason()
    {
        Assert.Contains("PositionalConfig cannot be bound", Settings.ErrorOf<PositionalConfig>(null), StringComparison.Ordinal);
        Assert.Contains("AbstractConfig cannot be bound", Settings.ErrorOf<AbstractConfig>(null), StringComparison.Ordinal);
        Assert.Contains("FailingConfig cannot be made: its constructor or an initial value fails: out of tune", Settings.ErrorOf<FailingConfig>(null), StringComparison.Ordinal);
    }

    [Fact]
    public void A_nested_record_without_a_value_it_needs_is_an_error() =>
        Assert.Contains("- Modules:lyrics:Guests:0: ", Settings.ErrorOf<LyricsConfig>(Settings.Lyrics(("Guests:0:Age", "40"))), StringComparison.Ordinal);

    private static ModuleConfigSchema<LyricsConfig> Bind(params (string Key, string? Value)[] members) =>
        ModuleConfigSchema<LyricsConfig>.Bind("lyrics", Settings.Lyrics(members));

    public sealed record NeedyConfig : ModuleConfig, IValidatableObject
    {
        public required int Tempo { get; init; }

        public int Limit { get; init; }

        [MinLength(20)] public string Key { get; init; } = "01234567890123456789";

        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (Tempo > Limit) yield return new ValidationResult($"the tempo {Tempo} is above the limit {Limit}.", [nameof(Tempo)]);
        }
    }

    public sealed record CautiousConfig : ModuleConfig
    {
        public CautiousConfig() => AdaptationThreshold = 0.95;
    }

    public sealed record ClashingConfig : ModuleConfig
    {
        public string QueueLimit { get; init; } = "";
    }

    public sealed record PositionalConfig(string Voice) : ModuleConfig;

    public abstract record AbstractConfig : ModuleConfig;

    public sealed record FailingConfig : ModuleConfig
    {
        public FailingConfig() => throw new InvalidOperationException("out of tune");
    }
}
