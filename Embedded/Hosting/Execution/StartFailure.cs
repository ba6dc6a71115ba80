namespace Aspire.Hosting.Execution;

/// <summary>Says in one line why the application did not start.</summary>
internal static class StartFailure
{
    private const int ExitCode = 1;

    internal static void Report(DistributedApplicationException exception)
    {
        Console.Error.WriteLine(exception.Message);
        Environment.ExitCode = ExitCode;
    }
}
