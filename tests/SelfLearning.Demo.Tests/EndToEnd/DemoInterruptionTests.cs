using System.Diagnostics;

namespace SelfLearning.Demo.Tests.EndToEnd;

/// <summary>The demo ended from outside: a process with a real silo and a real database.</summary>
public sealed class DemoInterruptionTests : IDisposable
{
    private readonly DemoFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task After_a_kill_no_acknowledged_feedback_is_lost_and_none_counts_twice()
    {
        for (var kill = 0; kill < 2; kill++)
        {
            await using var killed = _files.Start("--seconds", "60");
            var before = _files.LogLength;
            await killed.UntilAsync(() => _files.LogLength > before);
            // A batch or two later, at no moment of its own choosing.
            var first = _files.LogLength;
            await killed.UntilAsync(() => _files.LogLength > first);
            await killed.KillAsync();
        }

        var acknowledgedBefore = _files.Acknowledged;
        var (code, last) = await _files.RunAsync("--seconds", "1", "--output", "json");
        await using var _ = last;

        Assert.Equal(0, code);
        Assert.True(last.Json.GetProperty("resumed").GetBoolean());
        var acknowledged = _files.Acknowledged;
        Assert.NotEmpty(acknowledgedBefore);
        Assert.Equal(acknowledged.Count, acknowledged.DistinctBy(a => a.Id).Count());
        Assert.Equal(acknowledgedBefore, acknowledged.Take(acknowledgedBefore.Count));
        var feedback = last.Json.GetProperty("feedback");
        Assert.Equal(acknowledged.Count(a => a.IsCounted), feedback.GetProperty("acknowledgedInAllRuns").GetInt64());
        Assert.Equal(acknowledged.Count(a => a.IsCounted), feedback.GetProperty("knownToSilo").GetInt64());
    }

    [Fact]
    public async Task Ctrl_C_ends_the_work_within_five_seconds_with_a_report()
    {
        await using var demo = _files.Start("--seconds", "60");
        await demo.UntilAsync(() => _files.LogLength > 0);

        var interrupted = Stopwatch.GetTimestamp();
        demo.Interrupt();
        var code = await demo.EndAsync();

        Assert.Equal(0, code);
        Assert.InRange(Stopwatch.GetElapsedTime(interrupted), TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.Contains("stopped early; what was learned is kept", demo.Output);
        Assert.Contains(demo.Output, line => line.StartsWith("json: none", StringComparison.Ordinal));
        Assert.Empty(demo.Error);
        Assert.DoesNotContain(demo.Output, line => line.Contains("not sent", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ctrl_C_while_it_starts_ends_it_too()
    {
        await using var demo = _files.Start("--seconds", "60");
        await demo.UntilAsync(() => demo.Output.Count > 0);

        var interrupted = Stopwatch.GetTimestamp();
        demo.Interrupt();
        var code = await demo.EndAsync();

        Assert.Equal(0, code);
        Assert.InRange(Stopwatch.GetElapsedTime(interrupted), TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.Contains(demo.Output, line => line.StartsWith("stopped", StringComparison.Ordinal));
        Assert.Empty(demo.Error);
    }
}
