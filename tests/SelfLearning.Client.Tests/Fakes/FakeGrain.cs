using System.Collections.Concurrent;

namespace SelfLearning.Client.Tests.Fakes;

/// <summary>What all fake grains do: note the call with its arguments, then fail as set or answer.</summary>
internal abstract class FakeGrain
{
    private readonly ConcurrentQueue<Call> _calls = new();

    /// <summary>Thrown by calls while set.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Awaited by calls before they answer.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public IReadOnlyList<Call> Calls => [.. _calls];

    public IReadOnlyList<object?[]> CallsOf(string name) => [.. _calls.Where(c => c.Name == name).Select(c => c.Arguments)];

    protected async Task<T> Answer<T>(string name, Func<T> answer, params object?[] arguments)
    {
        _calls.Enqueue(new Call(name, arguments));
        await Gate;
        if (Failure is { } failure) throw failure;
        return answer();
    }

    internal sealed record Call(string Name, object?[] Arguments);
}
