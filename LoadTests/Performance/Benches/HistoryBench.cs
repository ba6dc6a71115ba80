using AspireStateless.LoadTests.Calibration;

namespace AspireStateless.LoadTests.Performance.Benches;

/// <summary>Measures what recording an operation costs its caller: a start and an end.</summary>
internal static class HistoryBench
{
    private const int Operations = 1_000_000;
    private const double LimitNanoseconds = 1000;

    public static IReadOnlyList<BenchLine> Measure()
    {
        var folder = Directory.CreateTempSubdirectory("history-bench-");
        try
        {
            using var history = new HistoryWriter(Path.Combine(folder.FullName, "history.bin"), "benchrun", seed: 1);
            Record(history, 10_000);
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var start = MonotonicClock.Now;
            Record(history, Operations);
            var each = (double)(MonotonicClock.Now - start) / Operations;
            var bytes = (double)(GC.GetAllocatedBytesForCurrentThread() - allocated) / Operations;
            return
            [
                new("record one operation (a start and an end)", $"{each:F0} ns", "1000 ns", each <= LimitNanoseconds),
                // A new chunk of the file allocates a little, once in 8,192 operations.
                new("allocated for it", $"{bytes:F2} bytes", "< 1 byte", bytes < 1),
            ];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Record(HistoryWriter history, int operations)
    {
        var page = history.Text("page");
        var replica = history.Text("api-abcdwxyz/1/2");
        for (var i = 0; i < operations; i++)
        {
            var begun = history.Begin(new Attempt
            {
                Kind = OperationKind.Visit,
                Client = 1,
                Key = i,
                Number = 1,
                Subject = page,
                Target = replica,
            });
            history.End(begun with { Outcome = Outcome.Ok, Status = 200, Value = i, Replica = replica });
        }
    }
}
