using AspireStateless.Control;
using AspireStateless.LoadTests.Performance.Gates.Pairs;
using AspireStateless.LoadTests.Performance.Gates.Recoveries;

namespace AspireStateless.LoadTests.Tests.Gates;

/// <summary>Runs with faults that nobody had to wait for.</summary>
internal static class RecoveryRuns
{
    private const int OfAKind = 3;
    private static readonly double[] NoiseMs = [20, -40, 90, -70, 10, -20, 60, -90, 30, -10, 50, -60];

    /// <param name="slowerMs">By how much longer the candidate takes to serve again after a kill of a replica.</param>
    /// <param name="failsMore">How many more of 300 requests it fails around each fault.</param>
    /// <param name="candidate">Changes the runs of the candidate.</param>
    public static RecoveryResult Result(
        double slowerMs = 0, int failsMore = 0, int pairs = 2, Func<RecoveryRun, RecoveryRun>? candidate = null, double? lateMs = 1) => new(
        pairs,
        [.. Enumerable.Range(0, pairs).SelectMany(pair => new[]
        {
            Run(pair, Side.Baseline, 0, 0, lateMs),
            (candidate ?? (run => run))(Run(pair, Side.Candidate, slowerMs, failsMore, lateMs)),
        })],
        Seconds: 240);

    private static RecoveryRun Run(int pair, Side side, double slowerMs, int failsMore, double? lateMs) => new(
        pair, side, $"recovery-{pair + 1}-{side}", [], null, [], lateMs,
        [.. Enumerable.Range(0, 2 * OfAKind).Select(n => new FaultObservation(
            n,
            n % 2 == 0 ? FaultKinds.Kill : FaultKinds.Stop,
            "api",
            // Each fault lasts as long as its plan says: what differs between faults is the same on both sides.
            800 + (300 * n) + NoiseMs[((pair * 2 * OfAKind) + n + (int)side) % NoiseMs.Length] + (n % 2 == 0 ? slowerMs : 0),
            Due: 300,
            Failed: 10 + (5 * n) + failsMore))]);
}
