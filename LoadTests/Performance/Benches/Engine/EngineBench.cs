using System.Runtime.CompilerServices;
using AspireStateless.LoadTests.Calibration;
using AspireStateless.LoadTests.Failures;

namespace AspireStateless.LoadTests.Performance.Benches.Engine;

/// <summary>Measures the load engine against its limits and against other generators.</summary>
internal static class EngineBench
{
    /// <summary>What it consists of, in this order.</summary>
    public static IReadOnlyList<string> Parts { get; } = ["closed", "pace", "freeze"];

    /// <param name="only">One of the parts; null for all.</param>
    /// <param name="rounds">Of the closed loops.</param>
    /// <param name="seconds">Of each turn in them.</param>
    /// <returns>Each line as soon as it is there.</returns>
    /// <exception cref="InvalidRunException">The machine has no second core, or lacks a program that is compared with.</exception>
    public static async IAsyncEnumerable<BenchLine> MeasureAsync(
        string? only, int rounds, int seconds, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux() || Environment.ProcessorCount < 2)
        {
            throw new InvalidRunException(
                "This bench needs Linux and two cores: one for the target, one for the generator.", "Use such a machine.");
        }

        foreach (var part in Parts.Where(part => only is null || part == only))
        {
            var lines = part switch
            {
                "closed" => ClosedRounds.MeasureAsync(rounds, seconds, cancellationToken),
                "pace" => PacingBench.MeasureAsync(cancellationToken),
                _ => FreezeBench.MeasureAsync(cancellationToken),
            };
            await foreach (var line in lines)
            {
                yield return line;
            }
        }
    }
}
