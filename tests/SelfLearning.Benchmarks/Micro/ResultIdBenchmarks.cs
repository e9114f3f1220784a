using BenchmarkDotNet.Attributes;
using SelfLearning.Learning;

namespace SelfLearning.Benchmarks.Micro;

/// <summary>Result ids: each holds one HMAC-SHA256.</summary>
public class ResultIdBenchmarks
{
    private readonly byte[] _key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private readonly ResultId _id = new("lyrics", ContextKey.Parse("folk"), DateTimeOffset.UnixEpoch.AddYears(56), 42, 7, 1, 0, 0);
    private string _text = "";

    [GlobalSetup]
    public void Form() => _text = _id.Format(_key);

    [Benchmark]
    public string Format() => _id.Format(_key);

    [Benchmark]
    public bool Parse() => ResultId.TryParse(_text, out _);

    [Benchmark]
    public bool Verify() => ResultId.TryVerify(_text, _id, _key);
}
