using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace SelfLearning.Client.Tests.Fakes;

/// <summary>Keeps what is logged.</summary>
internal sealed class LogMemory : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text, Exception? Exception)> _entries = new();

    /// <summary>The warnings about self-learning, and worse.</summary>
    public IReadOnlyList<(LogLevel Level, string Text, Exception? Exception)> Warnings => [.. _entries.Where(e => e.Level >= LogLevel.Warning)];

    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _entries.Enqueue((logLevel, formatter(state, exception), exception));

    public void Dispose()
    {
    }
}
