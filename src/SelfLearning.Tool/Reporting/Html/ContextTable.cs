using System.Xml.Linq;
using SelfLearning.Tool.Replaying.Results;

namespace SelfLearning.Tool.Reporting.Html;

/// <summary>The outcome in each context, the busiest first.</summary>
internal static class ContextTable
{
    /// <summary>The table.</summary>
    public static XElement Draw(ReplayReport report)
    {
        var busiest = report.Contexts.Select(context => context.Traffic).DefaultIfEmpty(1).Max();
        // What the data cannot tell has no column.
        var columns = Columns(busiest).Where(column => column.IsKnown is null || report.Contexts.Any(column.IsKnown)).ToArray();
        return Markup.Table(
            "The outcome in each context", columns.Select(column => column.Heading),
            report.Contexts.Select(context => columns.Select(column => column.Cell(context)).ToArray()));
    }

    private static IEnumerable<(string Heading, Func<ContextResult, object?> Cell, Func<ContextResult, bool>? IsKnown)> Columns(double busiest) =>
    [
        ("-Context", context => context.Context, null),
        ("-Traffic", context => Bar("share", context.Traffic / Math.Max(1e-9, busiest), Shown.Share(context.Traffic)), null),
        ("-Default → learned", Change, null),
        ("Never adapting", context => Shown.Mean(context.Never), null),
        ("Learned", context => Shown.Mean(context.LearnedMean), null),
        ("2nd half", context => Shown.Mean(context.LearnedSecondHalf), context => context.LearnedSecondHalf is not null),
        ("Best setting", context => Shown.Mean(context.BestPerContext), context => context.BestPerContext is not null),
        ("Gain", context => Shown.Difference(context.LearnedMean - context.Never) + Shown.Error(context.StandardError), null),
        ("-Of what could be gained", Reached, context => context.BestPerContext is not null),
        ("Adaptations", Adaptations, null),
    ];

    private static string Adaptations(ContextResult context) => context.Harmful is > 0
        ? $"{Shown.Count(context.Adaptations)} ({Shown.Count(context.Harmful.Value)} harmful)"
        : Shown.Count(context.Adaptations);

    // Only what changed: with many parameters most stay as they were.
    private static XElement Change(ContextResult context)
    {
        var changed = context.Learned.Where(value => context.Default.GetValueOrDefault(value.Key) != value.Value).ToArray();
        var share = Markup.Element("small", "runs", $" in {Shown.Whole(context.LearnedShare)} of the runs");
        if (changed.Length == 0) return Markup.Element("span", null, Markup.Element("span", "quiet", "stays "), Shown.Setting(context.Default), share);
        return Markup.Element(
            "span", null,
            changed.Select((value, i) => Markup.Element(
                "span", "change-of",
                i > 0 ? "; " : null, context.Learned.Count > 1 ? Markup.Element("span", "quiet", $"{value.Key} ") : null,
                context.Default.GetValueOrDefault(value.Key, Shown.Unknown), " → ", Markup.Element("b", null, value.Value))),
            share);
    }

    // Between never adapting and the best setting; a difference that small is none.
    private static XElement Reached(ContextResult context)
    {
        if (context is not { Never: { } never, BestPerContext: { } best, LearnedMean: { } mean })
            return Markup.Element("span", "quiet", Shown.Unknown);
        if (best - never < 0.002) return Markup.Element("span", "quiet", "nothing to gain");
        var reached = ((context.LearnedSecondHalf ?? mean) - never) / (best - never);
        return Bar(reached < 0 ? "reached loss" : "reached", Math.Min(1, Math.Abs(reached)), Shown.Share(reached));
    }

    private static XElement Bar(string cssClass, double share, string text) => Markup.Element(
        "span", "bar",
        Markup.Element(
            "svg", null, Markup.Attribute("width", "72"), Markup.Attribute("height", "8"), Markup.Attribute("aria-hidden", "true"),
            Rectangle("track", 100), Rectangle(cssClass, share * 100)),
        " ", text);

    private static XElement Rectangle(string cssClass, double percent) => Markup.Element(
        "rect", cssClass, Markup.Attribute("width", Shown.Percent(percent)), Markup.Attribute("height", "8"), Markup.Attribute("rx", "2"));
}
