namespace AspireStateless.AppHost.Tests.Faults;

/// <summary>What /proc says of a process.</summary>
internal static class ProcessState
{
    /// <returns>For example T for a stopped one.</returns>
    internal static char Of(int pid) => File.ReadAllText($"/proc/{pid}/stat").Split(") ")[^1][0];
}
