using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace SelfLearning.Tests.Configuration;

public class ModuleOptionsTests
{
    [Fact]
    public void The_defaults_are_valid_and_those_of_the_design()
    {
        var options = new ModuleOptions().Require("lyrics");
        Assert.Equal((true, 0.7, LearningMode.Automatic), (options.EnableAdaptation, options.AdaptationThreshold, options.LearningMode));
        Assert.Equal((0.1, 0.9, 0.0), (options.ExplorationRate, options.TrialShareLimit, options.PoolingStrength));
        Assert.Equal((TimeSpan.FromMinutes(1), 3, 100), (options.LearningInterval, options.MinimumFeedback, options.MaximumFeedbackPerCycle));
        Assert.Equal((TimeSpan.FromDays(7), 1_000), (options.FeedbackWindow, options.QueueLimit));
        Assert.Equal((TimeSpan.FromSeconds(60), TimeSpan.FromMinutes(10)), (options.MetricsFlushInterval, options.ProcessTimeout));
        Assert.Equal((MetricsCollectionLevel.Standard, true), (options.MetricsCollectionLevel, options.AutomaticRollback));
    }

    public static TheoryData<string, object, object> Ranges => new()
    {
        { nameof(ModuleOptions.AdaptationThreshold), 0.5, 0.99 },
        { nameof(ModuleOptions.ExplorationRate), 0.0, 0.5 },
        { nameof(ModuleOptions.TrialShareLimit), 0.1, 0.95 },
        { nameof(ModuleOptions.PoolingStrength), 0.0, 0.95 },
        { nameof(ModuleOptions.LearningInterval), TimeSpan.FromSeconds(1), TimeSpan.FromDays(1) },
        { nameof(ModuleOptions.MinimumFeedback), 1, 1_000 },
        { nameof(ModuleOptions.MaximumFeedbackPerCycle), 1, 10_000 },
        { nameof(ModuleOptions.FeedbackWindow), TimeSpan.FromMinutes(1), TimeSpan.FromDays(30) },
        { nameof(ModuleOptions.QueueLimit), 3, 1_000 },
        { nameof(ModuleOptions.MetricsFlushInterval), TimeSpan.FromSeconds(1), TimeSpan.FromHours(1) },
        { nameof(ModuleOptions.ProcessTimeout), TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(24) },
        { nameof(ModuleOptions.UserWeight), 0.001, 100.0 },
        { nameof(ModuleOptions.AutomaticWeightAfterUser), 0.0, 100.0 },
        { nameof(ModuleOptions.FeedbackCapacityPerSecond), 0.001, 200.0 },
        { nameof(ModuleOptions.LearningMode), LearningMode.Automatic, LearningMode.Off },
        { nameof(ModuleOptions.MetricsCollectionLevel), MetricsCollectionLevel.Minimal, MetricsCollectionLevel.Comprehensive },
    };

    [Theory]
    [MemberData(nameof(Ranges))]
    public void Both_ends_of_a_range_are_taken_and_what_is_beyond_is_named_with_its_value(string member, object minimum, object maximum)
    {
        With(member, minimum).Require();
        With(member, maximum).Require();
        foreach (var outside in new[] { Beside(minimum, -1), Beside(maximum, 1) })
        {
            var error = Assert.Throws<ModuleConfigurationException>(() => With(member, outside).Require("lyrics"));
            Assert.Contains(member, error.Message, StringComparison.Ordinal);
            Assert.Contains(Convert.ToString(outside, CultureInfo.InvariantCulture)!, error.Message, StringComparison.Ordinal);
            Assert.Equal("lyrics", error.Module);
        }
    }

    [Fact]
    public void Every_member_with_a_range_is_tried_above() => Assert.Equal(
        typeof(ModuleOptions).GetProperties().Where(p => p.GetCustomAttributes<ValidationAttribute>().Any()).Select(p => p.Name).Order(),
        Ranges.Select(row => (string)row[0]).Order());

    [Theory]
    [InlineData(nameof(ModuleOptions.AdaptationThreshold))]
    [InlineData(nameof(ModuleOptions.ExplorationRate))]
    [InlineData(nameof(ModuleOptions.FeedbackCapacityPerSecond))]
    public void Not_a_number_is_out_of_every_range(string member) =>
        Assert.Contains(member, Assert.Throws<ModuleConfigurationException>(() => With(member, double.NaN).Require()).Message, StringComparison.Ordinal);

    [Fact]
    public void Several_wrong_members_are_all_named()
    {
        var message = Assert.Throws<ModuleConfigurationException>(
            () => new ModuleOptions { AdaptationThreshold = 2, QueueLimit = 0, ProcessTimeout = TimeSpan.Zero }.Require("lyrics")).Message;
        Assert.All(["AdaptationThreshold", "QueueLimit", "ProcessTimeout"], name => Assert.Contains(name, message, StringComparison.Ordinal));
    }

    [Fact]
    public void Members_that_contradict_each_other_are_named()
    {
        Assert.Contains("TrialShareLimit 0.2 is below ExplorationRate 0.3", Message(new ModuleOptions { ExplorationRate = 0.3, TrialShareLimit = 0.2 }), StringComparison.Ordinal);
        Assert.Contains("MinimumFeedback 11 is above QueueLimit 10", Message(new ModuleOptions { MinimumFeedback = 11, QueueLimit = 10 }), StringComparison.Ordinal);

        static string Message(ModuleOptions options) => Assert.Throws<ModuleConfigurationException>(() => options.Require()).Message;
    }

    [Fact]
    public void Without_adaptation_the_mode_in_force_is_Off()
    {
        Assert.Equal(LearningMode.Off, new ModuleOptions { EnableAdaptation = false }.EffectiveMode);
        Assert.Equal(LearningMode.RequireApproval, new ModuleOptions { LearningMode = LearningMode.RequireApproval }.EffectiveMode);
    }

    private static ModuleOptions With(string member, object value)
    {
        var options = new ModuleOptions();
        typeof(ModuleOptions).GetProperty(member)!.SetValue(options, value);
        return options;
    }

    private static object Beside(object bound, int direction) => bound switch
    {
        double real => real + (direction * 0.0005) - (direction > 0 ? 0 : 0.0005),
        int whole when whole == 3 => 0, // a queue limit is at least 1; 3 is the least the default MinimumFeedback allows
        int whole => whole + direction,
        TimeSpan time => time + (direction * TimeSpan.FromMilliseconds(1)),
        LearningMode mode => mode + direction,
        MetricsCollectionLevel level => level + direction,
        _ => throw new ArgumentException("a type without neighbours", nameof(bound)),
    };
}
