using SelfLearning.Benchmarks.Comparing;

namespace SelfLearning.Benchmarks.Tests.Comparing;

public sealed class BenchTests
{
    [Fact]
    public async Task Sides_are_measured_in_turns_after_one_round_that_does_not_count()
    {
        var order = new List<char>();

        var result = await new Bench(isLong: false, _ => { }).CompareAsync(
            "turns", "calls/s", Side('a', 300), Side('b', 100), [], null, CancellationToken.None);

        Assert.Equal("ab" + "ab" + "ba" + "ab" + "ba" + "ab" + "ba" + "ab", new string([.. order]));
        Assert.Equal("turns", result.Name);
        Assert.InRange(result.Low!.Value, 0, result.Ratio);
        Assert.InRange(result.Ratio, 0, result.High!.Value);

        Work Side(char name, int calls) => (_, _) =>
        {
            order.Add(name);
            return Task.FromResult((long)calls);
        };
    }

    [Fact]
    public async Task A_side_that_makes_no_call_is_an_error_and_not_a_ratio() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => new Bench(isLong: false, _ => { }).CompareAsync(
            "nothing", "calls/s", (_, _) => Task.FromResult(0L), (_, _) => Task.FromResult(1L), [], null, CancellationToken.None));

    [Fact]
    public async Task Bytes_are_those_of_one_call()
    {
        var kept = new object?[1_000];

        var result = await new Bench(isLong: false, _ => { }).CompareAsync(
            "bytes", "calls/s", (_, _) => Task.FromResult(Allocate(1_000)), (_, _) => Task.FromResult(Allocate(1)), [], null, CancellationToken.None);

        // Beside it runs what tests run beside it: more, never less.
        Assert.InRange(result.BytesA!.Value, 1_024, double.MaxValue);

        long Allocate(int calls)
        {
            for (var i = 0; i < calls; i++) kept[i] = new byte[1_024];
            return calls;
        }
    }
}
