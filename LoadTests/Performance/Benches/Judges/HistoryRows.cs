namespace AspireStateless.LoadTests.Performance.Benches.Judges;

/// <summary>Measures what recording a request costs its caller: a start and an end.</summary>
internal static class HistoryRows
{
    private const int Requests = 1_000_000;
    private static readonly Limit Time = Limit.Most(1000);

    // A new chunk of the file allocates a little, once in 8,192 requests.
    private static readonly Limit Bytes = Limit.Most(1);

    public static Task<IReadOnlyList<BenchGroup>> MeasureAsync(BenchSize size, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("history-bench-");
        try
        {
            using var history = new HistoryWriter(Path.Combine(folder.FullName, "history.bin"), "benchrun", seed: 1);
            Record(history, 10_000);
            double[] times = new double[size.Rounds], bytes = new double[size.Rounds];
            for (var round = 0; round < size.Rounds; round++)
            {
                var (allocated, start) = (GC.GetAllocatedBytesForCurrentThread(), MonotonicClock.Now);
                Record(history, Requests);
                times[round] = (double)(MonotonicClock.Now - start) / Requests;
                bytes[round] = (double)(GC.GetAllocatedBytesForCurrentThread() - allocated) / Requests;
            }

            return Task.FromResult<IReadOnlyList<BenchGroup>>(
            [
                new("Recording one request, its start and its end",
                [
                    BenchRow.Figure("takes", Spread.Of(times), "ns", Time),
                    BenchRow.Figure("allocates", Spread.Of(bytes), "bytes", Bytes),
                ]),
            ]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Record(HistoryWriter history, int requests)
    {
        var page = history.Text("page");
        var replica = history.Text("api-abcdwxyz/1/2");
        for (var i = 0; i < requests; i++)
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
