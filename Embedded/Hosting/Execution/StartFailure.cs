namespace Aspire.Hosting.Execution;

/// <summary>Says in one line why the application did not start.</summary>
internal static class StartFailure
{
    private const int ExitCode = 1;

    /// <summary>The application was built and could not start: the program ends with the message, in its own time.</summary>
    internal static void Report(DistributedApplicationException exception)
    {
        Console.Error.WriteLine(exception.Message);
        Environment.ExitCode = ExitCode;
    }

    /// <summary>Makes a program whose graph cannot be built end with the message alone. What is not about the graph keeps its stack trace.</summary>
    internal static void ReportWhenUnhandled() => AppDomain.CurrentDomain.UnhandledException += (_, unhandled) =>
    {
        if (unhandled.ExceptionObject is DistributedApplicationException or ArgumentException or InvalidOperationException)
        {
            Console.Error.WriteLine(((Exception)unhandled.ExceptionObject).Message);
            Environment.Exit(ExitCode);
        }
    };
}
