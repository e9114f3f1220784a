namespace SelfLearning.Tests.Configuration;

public class TunableMisuseTests
{
    [Fact]
    public void Every_way_to_write_the_attribute_finds_its_constructor()
    {
        Assert.Empty(Written(nameof(Forms.Alone)).Values);
        Assert.Equal(["a", "b"], Written(nameof(Forms.Texts)).Values);
        Assert.Equal(["a"], Written(nameof(Forms.OneText)).Values);
        var real = Written(nameof(Forms.Reals));
        Assert.Equal((0.0, 1.2, 0.1), (real.Minimum!.Value, real.Maximum!.Value, real.Step));
        var whole = Written(nameof(Forms.Wholes));
        Assert.Equal((1.0, 9.0, 1.0), (whole.Minimum!.Value, whole.Maximum!.Value, whole.Step));
    }

    [Fact]
    public void A_misused_attribute_is_refused_with_type_property_and_rule()
    {
        Refused<Unsupported>("Unsupported.Value", "a time span (as in 00:01:30 or 7.00:00:00) cannot be learned");
        Refused<NullableNumber>("NullableNumber.Value", "cannot be learned");
        Refused<Unbounded>("Unbounded.Value", "a number needs its bounds");
        Refused<BoundedText>("BoundedText.Value", "a text has no bounds and no step");
        Refused<SteppedText>("SteppedText.Value", "a text has no bounds and no step");
        Refused<ListlessText>("ListlessText.Value", "it has 0 values");
        Refused<ListedNumber>("ListedNumber.Value", "only a text lists its values");
        Refused<ListedEnum>("ListedEnum.Value", "only a text lists its values");
        Refused<BoundedSwitch>("BoundedSwitch.Value", "has no bounds and no step: write [Tunable] alone");
        Refused<FlagsEnum>("FlagsEnum.Value", "a combination of flags");
        Refused<StaticProperty>("StaticProperty.Value", "must not be static");
        Refused<NoSetter>("NoSetter.Value", "it needs a public getter and a public 'init' or 'set'");
        Refused<PrivateSetter>("PrivateSetter.Value", "it needs a public getter and a public 'init' or 'set'");
        Refused<HiddenProperty>("HiddenProperty.Value", "it needs a public getter and a public 'init' or 'set'");
        Refused<HalfBound>("HalfBound.Value", "0.5 is not");
        Refused<HalfStep>("HalfStep.Value", "0.5 is not");
        Refused<TooLargeForByte>("TooLargeForByte.Value", "256 is not");
        Refused<CrookedGrid>("CrookedGrid.Value", "is not a whole number of steps of 0.3");
        Refused<TooFine>("TooFine.Value", "more than 1001 values");
    }

    [Fact]
    public void A_tunable_property_that_is_overridden_is_one_parameter_in_the_place_of_its_base() => Assert.Equal(
        ["level", "fast"], ModuleConfigSchema<Derived>.Bind("m", null).Parameters.Parameters.Select(p => p.Name));

    [Fact]
    public void Overriding_keeps_the_derived_default()
    {
        var schema = ModuleConfigSchema<Derived>.Bind("m", null);
        Assert.Equal("7", schema.Parameters[0].Default);
        Assert.Equal(2, schema.With([new("level", "2")]).Level);
    }

    [Fact]
    public void An_enum_with_two_names_for_one_value_has_that_value_once()
    {
        var schema = ModuleConfigSchema<Aliased>.Bind("m", null);
        Assert.Equal(2, schema.Parameters[0].Values.Length);
        Assert.All(schema.Parameters[0].Values, text => Assert.Equal(text, schema.Format(schema.With([new("value", text)]).Value)));
    }

    private static void Refused<TConfig>(string property, string rule)
        where TConfig : ModuleConfig
    {
        var message = Settings.ErrorOf<TConfig>(null);
        Assert.StartsWith($"{property} cannot be [Tunable] as it is: ", message, StringComparison.Ordinal);
        Assert.Contains(rule, message, StringComparison.Ordinal);
    }

    private static TunableAttribute Written(string property) =>
        (TunableAttribute)typeof(Forms).GetProperty(property)!.GetCustomAttributes(typeof(TunableAttribute), false).Single();

    public sealed record Forms
    {
        [Tunable] public bool Alone { get; init; }
        [Tunable("a", "b")] public string Texts { get; init; } = "a";
        [Tunable("a")] public string OneText { get; init; } = "a";
        [Tunable(0.0, 1.2, Step = 0.1)] public double Reals { get; init; }
        [Tunable(1, 9)] public int Wholes { get; init; }
    }

    public enum Speed
    {
        Slow,
        Fast,
        Quick = Fast,
    }

    public record Base : ModuleConfig
    {
        [Tunable(1, 9)] public virtual int Level { get; init; } = 5;
    }

    public sealed record Derived : Base
    {
        [Tunable] public bool Fast { get; init; }
        public override int Level { get; init; } = 7;
    }

    public sealed record Aliased : ModuleConfig { [Tunable] public Speed Value { get; init; } }
    public sealed record Unsupported : ModuleConfig { [Tunable] public TimeSpan Value { get; init; } }
    public sealed record NullableNumber : ModuleConfig { [Tunable(1, 9)] public int? Value { get; init; } }
    public sealed record Unbounded : ModuleConfig { [Tunable] public double Value { get; init; } }
    public sealed record BoundedText : ModuleConfig { [Tunable(0, 1)] public string Value { get; init; } = ""; }
    public sealed record SteppedText : ModuleConfig { [Tunable("a", "b", Step = 2)] public string Value { get; init; } = "a"; }
    public sealed record ListlessText : ModuleConfig { [Tunable] public string Value { get; init; } = ""; }
    public sealed record ListedNumber : ModuleConfig { [Tunable("1", "2")] public int Value { get; init; } }
    public sealed record ListedEnum : ModuleConfig { [Tunable("Sad", "Glad")] public Mood Value { get; init; } }
    public sealed record BoundedSwitch : ModuleConfig { [Tunable(0, 1)] public bool Value { get; init; } }
    public sealed record FlagsEnum : ModuleConfig { [Tunable] public Extras Value { get; init; } }
    public sealed record StaticProperty : ModuleConfig { [Tunable] public static bool Value { get; set; } }
    public sealed record NoSetter : ModuleConfig { [Tunable] public bool Value { get; } = true; }
    public sealed record PrivateSetter : ModuleConfig { [Tunable] public bool Value { get; private set; } }
    public sealed record HiddenProperty : ModuleConfig { [Tunable] internal bool Value { get; init; } }
    public sealed record HalfBound : ModuleConfig { [Tunable(0.5, 9)] public int Value { get; init; } = 1; }
    public sealed record HalfStep : ModuleConfig { [Tunable(0, 9, Step = 0.5)] public int Value { get; init; } }
    public sealed record TooLargeForByte : ModuleConfig { [Tunable(0, 256)] public byte Value { get; init; } }
    public sealed record CrookedGrid : ModuleConfig { [Tunable(0, 1, Step = 0.3)] public double Value { get; init; } }
    public sealed record TooFine : ModuleConfig { [Tunable(0, 1, Step = 0.0001)] public double Value { get; init; } }
}
