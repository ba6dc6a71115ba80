using AspireStateless.Judging.Promises;
using AspireStateless.Judging.Verdicts;
using AspireStateless.Judging.Visits;
using AspireStateless.LoadTests.Performance.Benches.Judges;

namespace AspireStateless.LoadTests.Performance.Benches.Growth;

/// <summary>A verdict on longer and longer records of visits, evidence included.</summary>
internal static class JudgingCurves
{
    /// <summary>Sorting takes n log n, which over three decades looks like an exponent of 1.1.</summary>
    public static readonly Limit Linear = Limit.Most(1.2);

    private const int Pages = 1000;
    private const int MostRounds = 3;
    private const double Megabyte = 1 << 20;

    // What an operation takes at most, with the copies that making a record needs.
    private const long BytesAnOperation = 1024;

    public static async Task<IReadOnlyList<GrowthCurve>> MeasureAsync(
        IReadOnlyList<int> operations, BenchSize size, CancellationToken cancellationToken)
    {
        var fit = operations.Where(IsRoomFor).ToArray();
        RunRecord[] records = [.. fit.Select(count => SimulatedRuns.Visits(Pages, requests: count))];
        Judge(records[0]);
        var turns = await Rounds.RunAsync(records, Math.Min(size.Rounds, MostRounds), record =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Task.FromResult(Judge(record));
        });
        return
        [
            Of("time", "ms", turn => turn.Milliseconds) with { Limit = Linear },
            Of("memory that it allocates", "MB", turn => turn.Megabytes),
        ];

        GrowthCurve Of(string what, string unit, Func<(double Milliseconds, double Megabytes), double> cost) =>
            new($"A verdict on visits of {Pages:N0} pages, {what}", "operations", unit)
            {
                Points = [.. operations.Select((count, i) => i < fit.Length
                    ? new GrowthPoint(count, Array.ConvertAll(turns[i], turn => cost(turn)), Missing: null)
                    : new(count, [], $"It may take {count * BytesAnOperation / Megabyte:N0} MB, which this machine has not free."))],
            };
    }

    private static (double Milliseconds, double Megabytes) Judge(RunRecord record)
    {
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var milliseconds = CheckerRows.Milliseconds("visits", () => new VisitsPromise().Judge(record).Verdict == Verdict.Valid);
        return (milliseconds, (GC.GetTotalAllocatedBytes(precise: true) - allocated) / Megabyte);
    }

    private static bool IsRoomFor(int operations)
    {
        GC.Collect();
        var memory = GC.GetGCMemoryInfo();
        return operations * BytesAnOperation < memory.TotalAvailableMemoryBytes - memory.MemoryLoadBytes;
    }
}
