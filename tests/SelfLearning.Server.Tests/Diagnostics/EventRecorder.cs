using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace SelfLearning.Server.Tests.Diagnostics;

/// <summary>Keeps log records that are events, with their attributes.</summary>
internal sealed class EventRecorder : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(string Name, IReadOnlyDictionary<string, object?> Attributes, string Text)> _events = new();

    public IEnumerable<(string Name, IReadOnlyDictionary<string, object?> Attributes, string Text)> Evaluations => _events.Where(item => item.Name == EvaluationEvents.Name);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Name is { } name && state is IEnumerable<KeyValuePair<string, object?>> attributes)
            _events.Enqueue((name, attributes.ToDictionary(pair => pair.Key, pair => pair.Value), formatter(state, exception)));
    }

    public void Dispose()
    {
    }
}
