using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using SelfLearning.Tests.Servers;

namespace SelfLearning.Server.Tests.Diagnostics;

public sealed class ServerMetricsTests
{
    [Fact]
    public void Every_instrument_is_measured_as_the_readme_says()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        var measured = new SortedDictionary<string, string>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, own) =>
            {
                if (instrument.Meter.Name == "SelfLearning" && ReferenceEquals(instrument.Meter.Scope, meters)) own.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Note(instrument, tags));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Note(instrument, tags));
        listener.Start();
        using var metrics = new ServerMetrics(meters);

        metrics.Processed("m", OperationStatus.Partial, 5);
        metrics.Refused("m");
        metrics.FeedbackReceived("m", FeedbackReceipt.Late);
        metrics.WindowShrunk("m");
        metrics.LearningCycle("m", TimeSpan.FromMilliseconds(1));
        metrics.Adapted("m", AdaptationStatus.Applied);
        metrics.Conflict("m");
        metrics.ContextDegraded("m", 1);

        var readme = File.ReadAllLines(Path.Combine(RepositoryFolder.Find("src/SelfLearning.Server"), "README.md"))
            .Where(line => line.StartsWith("| `selflearning.", StringComparison.Ordinal) && line.Count(letter => letter == '|') == 6)
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .OrderBy(cells => cells[1], StringComparer.Ordinal)
            .Select(cells => $"{cells[1].Trim('`')}: {cells[2]}, {cells[3].Trim('`')}, {cells[4].Replace("`", "", StringComparison.Ordinal)}");
        Assert.Equal(readme, measured.Select(pair => $"{pair.Key}: {pair.Value}"));

        void Note(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            measured[instrument.Name] = $"{instrument.GetType().Name.Split('`')[0]}, {instrument.Unit}, {string.Join(", ", tags.ToArray().Select(tag => tag.Key))}";
    }

    [Fact]
    public void Durations_in_seconds_fall_into_buckets_that_tell_them_apart()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var histograms = new List<Histogram<double>>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument is Histogram<double> histogram && ReferenceEquals(instrument.Meter.Scope, services.GetRequiredService<IMeterFactory>())) histograms.Add(histogram);
            },
        };
        listener.Start();
        using var metrics = new ServerMetrics(services.GetRequiredService<IMeterFactory>());

        Assert.Equal(["selflearning.learning_cycle.duration", "selflearning.process.duration"], histograms.Select(histogram => histogram.Name).Order(StringComparer.Ordinal));
        Assert.All(histograms, histogram => Assert.Equal((0.001, 300), (histogram.Advice!.HistogramBucketBoundaries![0], histogram.Advice.HistogramBucketBoundaries[^1])));
    }
}
