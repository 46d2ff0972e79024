using System.Text;
using Microsoft.Extensions.Logging;

namespace Webinars.Adapters.Tests;

/// <summary>Everything that anybody logged, at every level.</summary>
internal sealed class LogInMemory : ILoggerProvider, ILogger
{
    private readonly StringBuilder _log = new();

    public override string ToString()
    {
        lock (_log)
        {
            return _log.ToString();
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_log)
        {
            _log.AppendLine($"{formatter(state, exception)} {exception}");
        }
    }

    public void Dispose()
    {
    }
}
