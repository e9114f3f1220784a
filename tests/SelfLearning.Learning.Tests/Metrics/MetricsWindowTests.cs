using Microsoft.Extensions.Time.Testing;

namespace SelfLearning.Learning.Tests.Metrics;

public sealed class MetricsWindowTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero));
    private readonly MetricsWindow _window = new();

    private DateTimeOffset Now => _time.GetUtcNow();

    [Theory]
    [InlineData(MetricsPeriod.Hour)]
    [InlineData(MetricsPeriod.Day)]
    [InlineData(MetricsPeriod.Week)]
    [InlineData(MetricsPeriod.Month)]
    public void An_empty_window_gives_zeros(MetricsPeriod period)
    {
        var summary = _window.Summarise("lyrics", null, period, Now);

        Assert.Equal("lyrics", summary.Module);
        Assert.Null(summary.Context);
        Assert.Equal(period.ToText(), summary.Period);
        Assert.Equal(0, summary.TotalOperations);
        Assert.Equal(0, summary.SuccessRate);
        Assert.Equal(0, summary.AverageDurationMs);
        Assert.Empty(summary.OperationCounts);
        Assert.All(Enum.GetValues<OperationStatus>(), status => Assert.Equal(0, summary.StatusCounts[status]));
        Assert.Null(summary.AverageQuality);
        Assert.Equal(0, summary.QualityCount);
        Assert.Equal(0, summary.QualityDeviation);
        Assert.Equal(0, summary.DurationP50Ms);
        Assert.Equal(0, summary.DurationP99Ms);
        Assert.True(_window.IsEmpty);
    }

    [Theory]
    [InlineData(MetricsPeriod.Hour, "2026-03-01T10:00:59Z", "2026-03-01T10:59:59Z", "2026-03-01T11:00:00Z")]
    [InlineData(MetricsPeriod.Day, "2026-03-01T10:14:59Z", "2026-03-02T09:59:59Z", "2026-03-02T10:00:00Z")]
    [InlineData(MetricsPeriod.Week, "2026-03-01T08:00:00Z", "2026-03-08T07:59:59Z", "2026-03-08T08:00:00Z")]
    [InlineData(MetricsPeriod.Month, "2026-03-01T11:59:59Z", "2026-03-31T07:59:59Z", "2026-03-31T08:00:00Z")]
    public void An_operation_leaves_a_period_when_its_whole_bucket_does(MetricsPeriod period, string time, string stillIn, string gone)
    {
        _window.Record(DateTimeOffset.Parse(time), "process", OperationStatus.Success, 10, null);

        Assert.Equal(1, _window.Summarise("m", "c", period, DateTimeOffset.Parse(stillIn)).TotalOperations);
        Assert.Equal(0, _window.Summarise("m", "c", period, DateTimeOffset.Parse(gone)).TotalOperations);
    }

    [Theory]
    [InlineData(MetricsPeriod.Hour, "2026-03-01T09:01:00Z")]
    [InlineData(MetricsPeriod.Day, "2026-02-28T10:15:00Z")]
    [InlineData(MetricsPeriod.Week, "2026-02-22T12:00:00Z")]
    [InlineData(MetricsPeriod.Month, "2026-01-30T12:00:00Z")]
    public void A_period_starts_at_the_border_of_its_oldest_bucket(MetricsPeriod period, string from)
    {
        var now = Now.AddSeconds(17).ToOffset(TimeSpan.FromHours(5.5));

        var summary = _window.Summarise("m", "c", period, now);

        Assert.Equal(DateTimeOffset.Parse(from), summary.From);
        Assert.Equal(now, summary.To);
    }

    [Fact]
    public void A_summary_counts_statuses_operations_durations_and_quality()
    {
        _window.Record(Now, "draft", OperationStatus.Success, 100, 0.2);
        _window.Record(Now, "draft", OperationStatus.Success, 200, 0.6);
        _window.Record(Now, "polish", OperationStatus.Failure, 0, null);
        _window.Record(Now, "polish", OperationStatus.Partial, 100.5, 1);

        var summary = _window.Summarise("m", "c", MetricsPeriod.Hour, Now);

        Assert.Equal(4, summary.TotalOperations);
        Assert.Equal(50, summary.SuccessRate);
        Assert.Equal(100.125, summary.AverageDurationMs);
        Assert.Equal(2, summary.OperationCounts["draft"]);
        Assert.Equal(2, summary.OperationCounts["polish"]);
        Assert.Equal(2, summary.StatusCounts[OperationStatus.Success]);
        Assert.Equal(1, summary.StatusCounts[OperationStatus.Failure]);
        Assert.Equal(1, summary.StatusCounts[OperationStatus.Partial]);
        Assert.Equal(0.6, summary.AverageQuality!.Value, 12);
        Assert.Equal(3, summary.QualityCount);
        Assert.Equal(0.4, summary.QualityDeviation, 12);
        Assert.InRange(summary.DurationP50Ms, 95, 105);
        Assert.InRange(summary.DurationP95Ms, 190, 210);
    }

    [Fact]
    public void The_same_question_gets_the_cached_summary_with_the_right_end()
    {
        _window.Record(Now, "process", OperationStatus.Success, 10, null);
        var first = _window.Summarise("m", "c", MetricsPeriod.Hour, Now);

        Assert.Same(first, _window.Summarise("m", "c", MetricsPeriod.Hour, Now));
        var later = _window.Summarise("m", "c", MetricsPeriod.Hour, Now.AddSeconds(30));
        Assert.Same(first.OperationCounts, later.OperationCounts);
        Assert.Equal(Now.AddSeconds(30), later.To);
        Assert.Equal("other-context", _window.Summarise("m", "other-context", MetricsPeriod.Hour, Now).Context);
    }

    [Fact]
    public void Every_kind_of_write_makes_the_next_summary_new()
    {
        long Total() => _window.Summarise("m", "c", MetricsPeriod.Day, Now).TotalOperations;
        _window.Record(Now, "process", OperationStatus.Success, 10, 0.5);
        Assert.Equal(1, Total());

        _window.Record(Now, "process", OperationStatus.Success, 10, 0.5);
        Assert.Equal(2, Total());
        _window.MoveQuality(Now, Now, 0, 0.5, 0.75);
        Assert.Equal(0.75, _window.Summarise("m", "c", MetricsPeriod.Day, Now).AverageQuality);
        _window.Merge(_window);
        Assert.Equal(4, Total());
        _window.Clear();
        Assert.Equal(0, Total());
    }

    [Fact]
    public void A_summary_is_new_when_a_write_far_ahead_drops_what_it_counted()
    {
        _window.Record(Now, "process", OperationStatus.Success, 10, null);
        Assert.Equal(1, _window.Summarise("m", "c", MetricsPeriod.Hour, Now).TotalOperations);

        _window.MoveQuality(Now.AddHours(-1), Now.AddHours(1), 0, 0, 0);

        Assert.Equal(0, _window.Summarise("m", "c", MetricsPeriod.Hour, Now).TotalOperations);
        Assert.Equal(1, _window.Summarise("m", "c", MetricsPeriod.Day, Now).TotalOperations);
    }

    [Fact]
    public void Time_that_goes_backwards_counts_where_it_belongs()
    {
        _window.Record(Now, "process", OperationStatus.Success, 10, null);
        _time.AdjustTime(Now.AddMinutes(-90));
        _window.Record(Now, "process", OperationStatus.Success, 10, null);

        Assert.Equal(0, _window.Summarise("m", "c", MetricsPeriod.Hour, Now).TotalOperations);
        Assert.Equal(1, _window.Summarise("m", "c", MetricsPeriod.Day, Now).TotalOperations);
        _time.Advance(TimeSpan.FromMinutes(90));
        Assert.Equal(1, _window.Summarise("m", "c", MetricsPeriod.Hour, Now).TotalOperations);
        Assert.Equal(2, _window.Summarise("m", "c", MetricsPeriod.Day, Now).TotalOperations);
    }

    [Fact]
    public void A_time_slightly_ahead_counts_once_its_bucket_comes()
    {
        _window.Record(Now.AddSeconds(90), "process", OperationStatus.Success, 10, null);

        Assert.Equal(0, _window.Summarise("m", "c", MetricsPeriod.Hour, Now).TotalOperations);
        Assert.Equal(1, _window.Summarise("m", "c", MetricsPeriod.Hour, Now.AddMinutes(1)).TotalOperations);
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59Z")]
    public void The_ends_of_time_do_no_harm(string end)
    {
        var time = DateTimeOffset.Parse(end);
        _window.Record(time, "process", OperationStatus.Success, 10, 1);
        _window.MoveQuality(time, time, 1, 1, 1);

        foreach (var period in Enum.GetValues<MetricsPeriod>()) Assert.Equal(1, _window.Summarise("m", "c", period, time).TotalOperations);
        Assert.Equal(_window.Save(), MetricsWindow.Load(_window.Save()).Save());
    }

    [Fact]
    public void An_operation_older_than_every_tier_is_not_counted()
    {
        _window.Record(Now, "process", OperationStatus.Success, 10, null);
        var before = _window.Save();

        _window.Record(Now.AddDays(-31), "ancient", OperationStatus.Success, 10, null);

        Assert.Equal(before, _window.Save());
    }

    [Theory]
    [InlineData(-0.001)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_duration_that_is_none_is_rejected_and_nothing_counted(double duration)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _window.Record(Now, "process", OperationStatus.Success, duration, null));

        Assert.Equal("durationMs", error.ParamName);
        Assert.Contains("finite number of milliseconds, 0 or more", error.Message, StringComparison.Ordinal);
        Assert.True(_window.IsEmpty);
    }

    [Theory]
    [InlineData(-0.01)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void A_quality_outside_0_to_1_is_rejected_and_nothing_counted(double quality)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _window.Record(Now, "process", OperationStatus.Success, 1, quality));

        Assert.Equal("quality", error.ParamName);
        Assert.Contains("from 0 to 1", error.Message, StringComparison.Ordinal);
        Assert.True(_window.IsEmpty);
    }

    [Fact]
    public void An_unknown_status_and_an_empty_name_are_rejected()
    {
        Assert.Throws<ArgumentOutOfRangeException>("status", () => _window.Record(Now, "process", (OperationStatus)3, 1, null));
        Assert.Throws<ArgumentOutOfRangeException>("status", () => _window.Record(Now, "process", (OperationStatus)(-1), 1, null));
        Assert.Throws<ArgumentException>("operation", () => _window.Record(Now, "", OperationStatus.Success, 1, null));
        Assert.True(_window.IsEmpty);
    }

    [Theory]
    [InlineData(-1, 0.0, 0.0, "count")]
    [InlineData(1, double.NaN, 0.0, "sum")]
    [InlineData(1, 0.0, double.NegativeInfinity, "squareSum")]
    public void Moved_quality_that_is_no_number_is_rejected(int count, double sum, double squareSum, string parameter)
    {
        Assert.Throws<ArgumentOutOfRangeException>(parameter, () => _window.MoveQuality(Now, Now, count, sum, squareSum));
        Assert.True(_window.IsEmpty);
    }

    [Fact]
    public void Quality_that_arrives_later_counts_at_the_time_of_its_decision()
    {
        var decision = Now;
        _window.Record(decision, "process", OperationStatus.Success, 10, null);
        _time.Advance(TimeSpan.FromHours(3));

        _window.MoveQuality(decision, Now, 1, 0.8, 0.64);

        Assert.Null(_window.Summarise("m", "c", MetricsPeriod.Hour, Now).AverageQuality);
        Assert.Equal(0.8, _window.Summarise("m", "c", MetricsPeriod.Day, Now).AverageQuality);
        _time.Advance(TimeSpan.FromHours(22));
        Assert.Null(_window.Summarise("m", "c", MetricsPeriod.Day, Now).AverageQuality);
        Assert.Equal(0.8, _window.Summarise("m", "c", MetricsPeriod.Week, Now).AverageQuality);
    }

    [Fact]
    public void A_thousand_corrections_leave_exactly_the_last_quality()
    {
        double[] ratings = [0.2, 0.4, 0.6, 0.8, 1.0];
        var quality = 0.6;
        _window.MoveQuality(Now, Now, 1, quality, quality * quality);
        for (var i = 0; i < 1_000; i++)
        {
            var corrected = ratings[i * 7 % 5];
            _window.MoveQuality(Now, Now.AddSeconds(i), 0, corrected - quality, (corrected * corrected) - (quality * quality));
            quality = corrected;
        }

        var summary = _window.Summarise("m", "c", MetricsPeriod.Day, Now.AddSeconds(1_000));
        Assert.Equal(1, summary.QualityCount);
        Assert.Equal(quality, summary.AverageQuality!.Value, 13);
        Assert.Equal(0, summary.QualityDeviation);
    }

    [Fact]
    public void A_correction_and_its_reverse_leave_no_trace()
    {
        _window.MoveQuality(Now, Now, 0, 0.3, 0.09);
        Assert.False(_window.IsEmpty);
        _window.MoveQuality(Now, Now, 0, -0.3, -0.09);

        Assert.True(_window.IsEmpty);
        Assert.Null(_window.Summarise("m", "c", MetricsPeriod.Hour, Now).AverageQuality);
    }

    [Theory]
    [InlineData(5.0, 1.0)]
    [InlineData(-5.0, 0.0)]
    public void The_average_quality_stays_within_0_and_1_where_corrections_lost_their_decision(double moved, double expected)
    {
        _window.MoveQuality(Now, Now, 1, 0.5, 0.25);
        _window.MoveQuality(Now, Now, 0, moved, 0);

        Assert.Equal(expected, _window.Summarise("m", "c", MetricsPeriod.Hour, Now).AverageQuality);
    }

    [Fact]
    public void A_cleared_window_is_as_new()
    {
        _window.Record(Now.AddYears(1), "process", OperationStatus.Success, 10, 1);
        _window.Clear();
        _window.Record(Now, "draft", OperationStatus.Failure, 5, null);

        var expected = new MetricsWindow();
        expected.Record(Now, "draft", OperationStatus.Failure, 5, null);
        Assert.Equal(expected.Save(), _window.Save());
    }
}
