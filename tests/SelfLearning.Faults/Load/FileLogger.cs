using Microsoft.Extensions.Logging;

namespace SelfLearning.Faults.Load;

/// <summary>Writes what the client says into a file.</summary>
internal sealed class FileLogger(string path) : ILoggerProvider, ILogger
{
    private readonly Lock _writing = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var line = $"{TimeProvider.System.GetUtcNow():HH:mm:ss.fff} {logLevel} {formatter(state, exception)} {exception?.Message}{Environment.NewLine}";
        lock (_writing) File.AppendAllText(path, line);
    }

    public void Dispose()
    {
    }
}
