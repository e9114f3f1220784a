using System.Collections.Immutable;
using SelfLearning.Client.Tests.Fakes;
using SelfLearning.Learning;

namespace SelfLearning.Client.Tests.Operations;

public sealed class OperationTests : IAsyncDisposable
{
    private readonly TestHost _host = new();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task The_configuration_has_the_values_in_use_and_the_one_on_trial()
    {
        await using var operation = await BeginAsync();

        Assert.Equal(new LyricsConfig { Temperature = 0.9, Structure = "hook-first" }, operation.Config);
        Assert.Equal([new("temperature", "0.9"), new("structure", "hook-first")], operation.Parameters.ToArray());
    }

    [Fact]
    public async Task The_options_in_force_stand_in_the_configuration()
    {
        _host.Folk.Decide = policy => policy with { Options = new ModuleOptions { AdaptationThreshold = 0.9 } };

        await using var operation = await BeginAsync();

        Assert.Equal(0.9, operation.Config.AdaptationThreshold);
    }

    [Fact]
    public async Task The_id_carries_the_decision_signed_with_the_key_of_the_context()
    {
        await using var operation = await BeginAsync();

        Assert.True(ResultId.TryParse(operation.Id, out var id));
        Assert.True(ResultId.TryVerify(operation.Id, id, _host.Folk.SigningKey));
        Assert.Equal(new ResultId("lyrics", ContextKey.Parse("folk"), FakeContextGrain.Start, id.Token, 3, 1, 0, 7), id);
        await using var other = await BeginAsync();
        Assert.True(ResultId.TryParse(other.Id, out var next));
        Assert.NotEqual(id.Token, next.Token);
    }

    [Theory]
    [InlineData(true, false, 0b01)]
    [InlineData(false, true, 0b10)]
    [InlineData(true, true, 0b11)]
    public async Task An_override_marks_the_place_of_its_parameter_in_the_id(bool temperature, bool structure, int expected)
    {
        await using var operation = await BeginAsync();

        if (temperature) operation.Override(c => c.Temperature, 0.2);
        if (structure) operation.Override(c => c.Structure, "verse-first");

        Assert.Equal((uint)expected, OverriddenIn(operation.Id));
    }

    [Fact]
    public async Task An_override_changes_its_own_value_and_no_other()
    {
        await using var operation = await BeginAsync();

        var returned = operation.Override(c => c.Temperature, 0.2);

        Assert.Equal(new LyricsConfig { Temperature = 0.2, Structure = "hook-first" }, operation.Config);
        Assert.Same(operation.Config, returned);
        Assert.Equal([new("temperature", "0.2"), new("structure", "hook-first")], operation.Parameters.ToArray());
    }

    [Fact]
    public async Task An_override_may_leave_the_parameter_space_and_the_last_one_holds()
    {
        await using var operation = await BeginAsync();

        operation.Override(c => c.Temperature, 0.2);
        operation.Override(c => c.Temperature, 1.75);

        Assert.Equal(1.75, operation.Config.Temperature);
    }

    [Fact]
    public async Task An_override_that_equals_the_decided_value_is_the_callers_own_all_the_same()
    {
        await using var operation = await BeginAsync();

        operation.Override(c => c.Temperature, 0.9);

        Assert.Equal(0b01u, OverriddenIn(operation.Id));
    }

    [Fact]
    public async Task An_override_after_the_id_was_read_is_refused_and_changes_nothing()
    {
        await using var operation = await BeginAsync();
        var id = operation.Id;

        var error = Assert.Throws<InvalidOperationException>(() => operation.Override(c => c.Temperature, 0.2));

        Assert.Contains("before Id is read", error.Message, StringComparison.Ordinal);
        Assert.Equal(0.9, operation.Config.Temperature);
        Assert.Equal(id, operation.Id);
    }

    [Fact]
    public async Task An_override_after_the_end_is_refused()
    {
        await using var operation = await BeginAsync();
        await operation.SucceedAsync();

        Assert.Throws<InvalidOperationException>(() => operation.Override(c => c.Temperature, 0.2));
    }

    [Fact]
    public async Task A_setting_that_is_not_tunable_cannot_be_overridden()
    {
        await using var operation = await BeginAsync();

        var error = Assert.Throws<ModuleConfigurationException>(() => operation.Override(c => c.Voice, "bass"));

        Assert.Contains("Voice", error.Message, StringComparison.Ordinal);
        Assert.Equal(0u, OverriddenIn(operation.Id));
    }

    [Fact]
    public async Task Success_is_recorded_with_duration_quality_name_and_metadata()
    {
        _host.Folk.Decide = policy => policy with { Options = new ModuleOptions { MetricsCollectionLevel = MetricsCollectionLevel.Comprehensive } };
        await using var operation = await BeginAsync();
        operation.Name = "chat";
        _host.Time.Advance(TimeSpan.FromMilliseconds(1_250));

        await operation.SucceedAsync(0.75, new Dictionary<string, string> { ["tokens"] = "812" }.ToImmutableDictionary());

        var report = Assert.Single(await _host.OutcomesAsync());
        Assert.Equal(
            (operation.Id, "chat", OperationStatus.Success, 1_250d, 0.75, null),
            (IdOf(report), report.Operation, report.Status, report.DurationMs, report.Quality, report.Error));
        Assert.Equal("812", report.Details!["tokens"]);
    }

    [Fact]
    public async Task Partial_success_is_recorded_with_its_quality()
    {
        await using var operation = await BeginAsync();

        await operation.PartialAsync(0.4);

        var report = Assert.Single(await _host.OutcomesAsync());
        Assert.Equal((OperationStatus.Partial, 0.4, null, "process"), (report.Status, report.Quality, report.Error, report.Operation));
    }

    [Fact]
    public async Task A_failure_is_recorded_with_the_type_and_the_start_of_the_message()
    {
        await using var operation = await BeginAsync();

        await operation.FailAsync(new FormatException(new string('x', 5_000)));

        var report = Assert.Single(await _host.OutcomesAsync());
        Assert.Equal(OperationStatus.Failure, report.Status);
        Assert.StartsWith("FormatException: xxx", report.Error, StringComparison.Ordinal);
        Assert.Equal(1_000, report.Error!.Length);
    }

    [Fact]
    public async Task Disposed_without_an_end_it_is_recorded_as_abandoned()
    {
        var operation = await BeginAsync();
        _host.Time.Advance(TimeSpan.FromSeconds(2));

        await operation.DisposeAsync();
        await operation.DisposeAsync();

        var report = Assert.Single(await _host.OutcomesAsync());
        Assert.Equal((OperationStatus.Partial, "abandoned", 2_000d), (report.Status, report.Error, report.DurationMs));
    }

    [Fact]
    public async Task Disposed_after_its_end_it_records_nothing_more()
    {
        var operation = await BeginAsync();
        await operation.SucceedAsync();

        await operation.DisposeAsync();

        Assert.Equal(OperationStatus.Success, Assert.Single(await _host.OutcomesAsync()).Status);
    }

    [Fact]
    public async Task An_operation_ends_once()
    {
        await using var operation = await BeginAsync();
        await operation.SucceedAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => operation.SucceedAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(() => operation.PartialAsync());
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => operation.FailAsync(new FormatException()));

        Assert.Contains("Success", error.Message, StringComparison.Ordinal);
        Assert.Single(await _host.OutcomesAsync());
    }

    [Theory]
    [InlineData(-0.01)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public async Task A_quality_out_of_range_does_not_end_the_operation(double quality)
    {
        await using var operation = await BeginAsync();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => operation.SucceedAsync(quality));
        Assert.Empty(await _host.OutcomesAsync());

        await operation.SucceedAsync(1);
        Assert.Equal(1, Assert.Single(await _host.OutcomesAsync()).Quality);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("a name of more than a hundred characters, which would not be one name among few in the metrics any more")]
    public async Task A_name_that_is_empty_or_too_long_is_refused(string? name)
    {
        await using var operation = await BeginAsync();

        Assert.Throws<ModuleProcessingException>(() => operation.Name = name!);
        Assert.Equal("process", operation.Name);
    }

    private Task<Operation<LyricsConfig>> BeginAsync() => _host.Lyrics.BeginAsync<LyricsConfig>("folk").AsTask();

    private string IdOf(EndedOperation outcome) => outcome.Decision!.Value.In("lyrics", ContextKey.Parse("folk")).Format(_host.Folk.SigningKey);

    private static uint OverriddenIn(string text) => ResultId.TryParse(text, out var id) ? id.Overridden : throw new FormatException(text);
}
