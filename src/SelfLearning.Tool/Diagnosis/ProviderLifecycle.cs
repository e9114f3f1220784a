
namespace SelfLearning.Tool.Diagnosis;

/// <summary>Opens and closes a provider as a silo does, without a silo.</summary>
internal sealed class ProviderLifecycle : ISiloLifecycle
{
    private readonly List<(int Stage, ILifecycleObserver Observer)> _observers = [];

    /// <inheritdoc/>
    public int HighestCompletedStage { get; private set; } = int.MinValue;

    /// <inheritdoc/>
    public int LowestStoppedStage { get; private set; } = int.MaxValue;

    /// <inheritdoc/>
    public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
    {
        _observers.Add((stage, observer));
        return new Subscription();
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var (stage, observer) in _observers.OrderBy(entry => entry.Stage))
        {
            await observer.OnStart(cancellationToken);
            HighestCompletedStage = stage;
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var (stage, observer) in _observers.OrderByDescending(entry => entry.Stage))
        {
            await observer.OnStop(cancellationToken);
            LowestStoppedStage = stage;
        }
    }

    /// <summary>Nobody leaves before the end.</summary>
    private sealed class Subscription : IDisposable
    {
        public void Dispose()
        {
        }
    }
}
