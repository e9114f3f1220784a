using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace SelfLearning.Server.Tests.Cluster;

/// <summary>Keeps what the product logs.</summary>
public sealed class LogRecorder : ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, int Id, string Text)> _entries = new();

    public IEnumerable<(LogLevel Level, int Id, string Text)> Entries => _entries;

    public bool Has(LogLevel level, string text) => _entries.Any(entry => entry.Level == level && entry.Text.Contains(text, StringComparison.Ordinal));

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName.StartsWith("SelfLearning.", StringComparison.Ordinal));

    public void Dispose()
    {
    }

    private sealed class Logger(LogRecorder recorder, bool isOurs) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => isOurs;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (isOurs) recorder._entries.Enqueue((logLevel, eventId.Id, formatter(state, exception) + exception));
        }
    }
}
