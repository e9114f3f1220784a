using System.Reflection;
using SelfLearning.Demo.Compression;

namespace SelfLearning.Demo.Tests.Compression;

public class CompressionConfigTests
{
    [Fact]
    public void The_tunable_codecs_are_those_that_can_be_run() =>
        Assert.Equal(Setting.Codecs, Tunable(nameof(CompressionConfig.Codec)).Values);

    [Fact]
    public void The_tunable_levels_are_those_that_are_swept()
    {
        var level = Tunable(nameof(CompressionConfig.Level));

        Assert.Equal((Setting.MinimumLevel, Setting.MaximumLevel, 1), (level.Minimum, level.Maximum, level.Step));
    }

    [Fact]
    public void The_default_setting_is_that_of_the_configuration() =>
        Assert.Equal(Setting.Default, new Setting(new CompressionConfig().Codec, new CompressionConfig().Level));

    [Fact]
    public void A_setting_is_read_from_the_values_of_a_policy() => Assert.Equal(
        new Setting("brotli", 4), Setting.From([new("codec", "brotli"), new("level", "4"), new("window", "22")]));

    [Fact]
    public void All_levels_of_none_are_one_setting()
    {
        Assert.Equal(new Setting("none", 9).Distinct, new Setting("none", 2).Distinct);
        Assert.NotEqual(new Setting("gzip", 9).Distinct, new Setting("gzip", 2).Distinct);
        Assert.Equal(37, Setting.AllDistinct.Distinct().Count());
    }

    private static TunableAttribute Tunable(string property) =>
        typeof(CompressionConfig).GetProperty(property)!.GetCustomAttribute<TunableAttribute>()!;
}
