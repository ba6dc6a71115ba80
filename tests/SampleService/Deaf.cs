using System.Diagnostics;
using System.Runtime.InteropServices;

namespace AspireStateless.SampleService;

/// <summary>A process that does not listen: neither to SIGTERM nor on its port. It has a child.</summary>
internal static class Deaf
{
    public static async Task RunAsync()
    {
        using var ignored = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => signal.Cancel = true);
        using var child = Process.Start("sleep", "1000");
        Console.WriteLine($"deaf, child {child.Id}");
        await Task.Delay(Timeout.Infinite);
    }
}
