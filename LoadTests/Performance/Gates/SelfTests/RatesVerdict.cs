using AspireStateless.Judging.Verdicts;
using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Performance.Gates.SelfTests;

/// <summary>Whether the gate is wrong seldom enough to be believed. A pure function.</summary>
/// <param name="Next">What to do about it; null where there is nothing to do.</param>
internal sealed record RatesVerdict(ExitCode Code, string Sentence, string? Next)
{
    private const double MostFalseAlarms = 0.01;
    private const double LeastFound = 0.95;

    // A gate asks two processes, and two more where both say so: with so many, one gate in ten thousand is wrong.
    private const double MostBytes = 0.1;
    private const string Resume =
        "an idle machine and a Release build; what was measured well is kept, and only the rest is measured again.";

    /// <param name="slowdowns">All that was measured beside the build as it is.</param>
    /// <param name="objections">Pairs whose times mean nothing.</param>
    /// <param name="isWhole">Whether there are enough pairs to say how often the gate is wrong.</param>
    public static RatesVerdict Of(GateRates rates, IReadOnlyList<Slowdown> slowdowns, IReadOnlyList<string> objections, bool isWhole)
    {
        var same = rates.Pools.Single(pool => pool.Name == GateRates.Same);
        var counted = rates.Costs.Same;
        List<string> dear =
        [
            .. counted.Kinds.Where(kind => kind.Calls > 0 || kind.Bytes > MostBytes * counted.Processes).Select(kind => kind.Request),
        ];
        List<string> missed = [.. slowdowns.Where(slow => !IsFound(slow, rates)).Select(slow => slow.Name)];
        return objections.Count > 0
            ? new(ExitCode.Invalid, $"INVALID: {objections.Count} pairs could not be measured, such as {objections[0]}", Resume)
            : same.BrokeBudget || dear.Count > 0 ? new(
                ExitCode.Failed,
                    "FAILED: the build as it is breaks its own budget" + (dear.Count > 0 ? $": {string.Join(", ", dear)}" : ""),
                    "if it is meant to cost what it does: gate --write-budget.")
            : same.Failed > MostFalseAlarms ? new(
                ExitCode.Failed, $"FAILED: {same.Failed:P2} false alarms, {MostFalseAlarms:P0} at most",
                    "look at the pairs of 'none': what differs between two processes of one build?")
            : missed.Count > 0 ? new(
                ExitCode.Failed, $"FAILED: {string.Join(", ", missed)} found too seldom: {LeastFound:P0} by times, always by costs",
                    "look at what it measured above.")
            : !isWhole
                ? new(ExitCode.NotProven, "NOT PROVEN: these are too few pairs to say how often the gate is wrong",
                $"give --pairs {GateSelfTest.UsualPairs}.")
            : new(
                ExitCode.Passed,
                $"PASSED: {same.Failed:P2} false alarms; what takes longer is found in {LeastFound:P0} of the gates or more, what costs"
                    + $" more always",
                Next: null);
    }

    private static bool IsFound(Slowdown slowdown, GateRates rates)
    {
        var pool = rates.Pools.Single(pool => pool.Name == slowdown.Name);
        return slowdown.FoundBy == FoundBy.Times
            ? pool.Failed >= LeastFound
            : pool.BrokeBudget && rates.Costs.Counts.Single(count => count.Name == slowdown.Name) is var count
                && count.Broken == count.Processes;
    }
}
