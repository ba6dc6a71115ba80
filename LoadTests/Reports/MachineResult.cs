using System.Diagnostics;
using System.Runtime.InteropServices;
using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Reports;

/// <summary>What a run ran on, and what of it.</summary>
/// <param name="Commit">Of the sources; ends in <c>-dirty</c> where files differed from it.</param>
/// <param name="DebugBuild">Whether what took the times was not built for speed; safety verdicts do not depend on it.</param>
internal sealed record MachineResult(string Commit, int Processors, long MemoryMb, string OperatingSystem, string Runtime, bool DebugBuild)
{
    private const long Megabyte = 1 << 20;

    public static MachineResult OfThis() => new(
        SourceState.Of(BuildPaths.RepositoryRoot).Commit,
        Environment.ProcessorCount,
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Megabyte,
        $"{RuntimeInformation.OSDescription} {RuntimeInformation.OSArchitecture}",
        RuntimeInformation.FrameworkDescription,
        typeof(MachineResult).Assembly.GetCustomAttributes(typeof(DebuggableAttribute), inherit: false)
            .Cast<DebuggableAttribute>().Any(attribute => attribute.IsJITOptimizerDisabled));
}
