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
        return Markup.Table(
            "The outcome in each context",
            [
                "-Context", "-Traffic", "-Default → learned", "Never adapting", "Learned", "2nd half", "Best setting", "Gain", "-Of what could be gained",
                "Adaptations",
            ],
            report.Contexts.Select(context => Row(context, busiest)));
    }

    private static object?[] Row(ContextResult context, double busiest)
    {
        var gain = context.LearnedMean - context.Never;
        return
        [
            context.Context,
            Bar("share", context.Traffic / Math.Max(1e-9, busiest), Shown.Share(context.Traffic)),
            Change(context),
            Shown.Mean(context.Never), Shown.Mean(context.LearnedMean), Shown.Mean(context.LearnedSecondHalf), Shown.Mean(context.BestPerContext),
            Shown.Difference(gain) + Shown.Error(context.StandardError),
            Reached(context),
            context.Harmful is > 0 ? $"{Shown.Count(context.Adaptations)} ({Shown.Count(context.Harmful.Value)} harmful)" : Shown.Count(context.Adaptations),
        ];
    }

    // Only what changed: with many parameters most stay as they were.
    private static XElement Change(ContextResult context)
    {
        var changed = context.Learned.Where(value => context.Default.GetValueOrDefault(value.Key) != value.Value).ToArray();
        var share = Markup.Element("small", null, $" in {Shown.Share(context.LearnedShare)} of the runs");
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
