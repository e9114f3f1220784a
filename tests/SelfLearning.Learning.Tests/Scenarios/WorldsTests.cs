using System.Text.Json;
using SelfLearning.Tool.Evaluation.Scenarios;

namespace SelfLearning.Learning.Tests.Scenarios;

public class WorldsTests
{
    [Theory]
    [InlineData(0, 0, 0, 0.13870941014555427)]
    [InlineData(1, 2, 3, 0.4175580595044027)]
    [InlineData(9223372036854775808, 4, 159999, 0.4523400419442948)]
    [InlineData(7, 1, 10, 0.9948677865549609)]
    public void The_counter_gives_the_numbers_of_the_reference(ulong seed, ulong stream, ulong index, double expected) =>
        Assert.Equal(expected, CounterRandom.U(seed, stream, index));

    [Fact]
    public void Every_generator_gives_the_worlds_of_the_reference()
    {
        var cases = WorldCase.Read("worlds.json");
        Assert.Equal(63, cases.Count);
        foreach (var entry in cases)
        {
            var world = WorldCase.Make(entry);
            var name = $"{entry.GetProperty("scenario")} {entry.GetProperty("args")} seed {entry.GetProperty("seed")}";
            var every = Math.Max(1, world.Means.Length / 22);
            Close(Doubles(entry, "means"), world.Means.Where((_, i) => i % every == 0), name);
            if (entry.GetProperty("later").ValueKind == JsonValueKind.Array) Close(Doubles(entry, "later"), world.Later, name);
            Assert.Equal(Doubles(entry, "values"), world.Parameters.Select(p => (double)p.Values));
            Assert.Equal(Doubles(entry, "numeric"), world.Parameters.Select(p => p.Numeric ? 1.0 : 0.0));
            Assert.Equal(Doubles(entry, "default"), world.Parameters.Select(p => (double)p.Default));
            Assert.Equal(Doubles(entry, "strides"), world.Strides.Select(s => (double)s));
            Assert.Equal(Doubles(entry, "drift"), new double[] { world.Drift.Kind, world.Drift.From, world.Drift.To, world.Drift.Amplitude, world.Drift.Period });
            Assert.Equal(Doubles(entry, "answers"), world.AnswersWhenLow.Zip(world.AnswersWhenHigh).SelectMany(a => new[] { a.First, a.Second }).Take(8));
            Assert.Equal(entry.GetProperty("draws").GetInt32(), world.Draws);
            Assert.Equal(entry.GetProperty("calls").GetInt32(), world.Calls);
        }
    }

    private static double[] Doubles(JsonElement entry, string name) => [.. entry.GetProperty(name).EnumerateArray().Select(v => v.GetDouble())];

    private static void Close(double[] expected, IEnumerable<double> actual, string name)
    {
        var found = actual.ToArray();
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), p => Assert.True(Math.Abs(p.First - p.Second) < 1e-15, $"{name}: {p}"));
    }
}
