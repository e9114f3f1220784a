namespace SelfLearning.Operations;

/// <summary>One random source for each thread, so that decisions do not wait for each other.</summary>
/// <param name="seeds">Gives each source its seed.</param>
internal sealed class HostRandom(Random seeds) : IDisposable
{
    private readonly ThreadLocal<Random> _sources = new(() =>
    {
        lock (seeds) return new Random(seeds.Next());
    });

    /// <summary>The source of this thread.</summary>
    public Random Current => _sources.Value!;

    public void Dispose() => _sources.Dispose();
}
