namespace Aspire.Hosting.ApplicationModel;

/// <summary>Writes the host's own words about an instance into that instance's output.</summary>
internal sealed class ConsoleLogger(Func<List<ConsoleLog>> logs) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Information and < LogLevel.None;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            var text = formatter(state, exception) + (exception is null ? "" : $" {exception.Message}");
            logs().ForEach(log => log.Write(text, logLevel >= LogLevel.Error));
        }
    }
}
