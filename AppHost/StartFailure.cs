using Microsoft.Extensions.Options;

namespace AspireStateless.AppHost;

/// <summary>Says in one line why the application did not start.</summary>
internal static class StartFailure
{
    private const int ExitCode = 1;

    /// <summary>Ends a program whose application cannot start with the message alone. A mistake of its own keeps its stack trace.</summary>
    public static void ReportWhenUnhandled() => AppDomain.CurrentDomain.UnhandledException += (_, unhandled) =>
    {
        var exception = (unhandled.ExceptionObject as AggregateException)?.GetBaseException() ?? (Exception)unhandled.ExceptionObject;
        if (exception is DistributedApplicationException or ArgumentException or InvalidOperationException or IOException
            or UnauthorizedAccessException or OptionsValidationException)
        {
            Console.Error.WriteLine(exception.Message.ReplaceLineEndings(" "));
            Environment.Exit(ExitCode);
        }
    };
}
