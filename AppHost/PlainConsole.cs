using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace AspireStateless.AppHost;

/// <summary>What a person reads: the message alone; what went wrong says so first, in one line, and leaves out where in the code.</summary>
internal sealed class PlainConsole() : ConsoleFormatter(Formatter)
{
    public const string Formatter = "plain";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        if (logEntry.LogLevel < LogLevel.Warning)
        {
            textWriter.WriteLine(message.TrimEnd());
            return;
        }

        var why = logEntry.Exception?.Message is { } reason && !message.Contains(reason, StringComparison.Ordinal) ? $" {reason}" : "";
        var level = logEntry.LogLevel == LogLevel.Warning ? "warning" : "error";
        textWriter.WriteLine($"{level}: {(message + why).ReplaceLineEndings(" ").Trim()}");
    }
}
