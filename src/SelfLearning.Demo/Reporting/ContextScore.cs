using System.Collections.Immutable;
using SelfLearning.Demo.Compression;
using SelfLearning.Demo.Statistics;

namespace SelfLearning.Demo.Reporting;

/// <summary>How one content type did.</summary>
internal sealed record ContextScore
{
    /// <summary>The content type.</summary>
    public required string ContentType { get; init; }

    /// <summary>Operations of this run that gave a result.</summary>
    public long Operations { get; init; }

    /// <summary>The setting in use when the run began: the default, or what an earlier run learned.</summary>
    public Setting AtStart { get; init; } = Setting.Default;

    /// <summary>The setting in use now.</summary>
    public Setting InUse { get; init; } = Setting.Default;

    /// <summary>The quality of calls that were served the default values, of earlier runs on the same link too.</summary>
    public RunningMean Default { get; init; }

    /// <summary>
    /// The quality of calls that were served learned values: those in use when the call was made, where they are not the defaults.
    /// Trials of other values are in neither; a value's trials before it was adopted are what got it adopted, so they would flatter it.
    /// </summary>
    public RunningMean Learned { get; init; }

    /// <summary>The adaptations made in this run that were in force at some time, oldest first; rollbacks are adaptations too.</summary>
    public ImmutableArray<Adaptation> Adaptations { get; init; } = [];

    /// <summary>Feedbacks the silo has learned or queued in this context, over all runs.</summary>
    public long KnownFeedbacks { get; init; }

    /// <summary>Learned values were better than the defaults by more than two standard errors.</summary>
    public bool IsImproved => Learned.Minus(Default).IsMore;

    /// <summary>This score after a call.</summary>
    public ContextScore Observe(Setting setting, double quality)
    {
        var next = this with { Operations = Operations + 1 };
        if (setting == Setting.Default) return next with { Default = Default.Add(quality) };
        return setting == InUse ? next with { Learned = Learned.Add(quality) } : next;
    }

    /// <summary>
    /// The settings before and after each adaptation of this run: an adaptation changes one parameter of what was in use.
    /// </summary>
    public IEnumerable<(Adaptation Adaptation, Setting Before, Setting After)> Changes()
    {
        var setting = AtStart;
        foreach (var adaptation in Adaptations)
        {
            var before = setting.With(new ParameterValue(adaptation.ParameterName, adaptation.OldValue));
            setting = setting.With(new ParameterValue(adaptation.ParameterName, adaptation.NewValue));
            yield return (adaptation, before, setting);
        }
    }
}
