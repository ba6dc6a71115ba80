using AspireStateless.LoadTests.ServiceWorkloads;
using AspireStateless.LoadTests.WorkloadFiles;
using AspireStateless.LoadTests.Workloads;

namespace AspireStateless.LoadTests.Performance.Benches.Engine;

/// <summary>What it costs that a workload is read from a file, against the one of the same requests that is built in.</summary>
internal static class WorkloadRows
{
    private const string Visits = "visits";

    // A tenth more processor time for each.
    private static readonly Limit Least = Limit.Least(1 / 1.1);
    private static readonly Limit OnOneCore = Limit.Least(2000);

    private static readonly WorkloadFile File = WorkloadFileReader.Parse("bench.workload.yaml", """
        service: bare
        ready: /
        promises:
          visits:
            kind: counter
            answers: own-count
            increment: {request: "POST /visits/{key}", headers: {Idempotency-Key: "{operation}"}, value: $.count}
            read: {request: "GET /visits/{key}", value: $.count}
        """);

    public static async Task<IReadOnlyList<BenchGroup>> MeasureAsync(BenchSize size, CancellationToken cancellationToken)
    {
        await using var target = await TargetProcess.StartAsync(core: null, cancellationToken);
        var ofFile = ServiceWorkloadKinds.Of(File);
        using var builtIn = new WorkloadArm(
            WorkloadCatalog.All, WorkloadCatalog.All.Single(kind => kind.Name == Visits), file: null, target.Address);
        using var read = new WorkloadArm(ofFile, ofFile.Single(), File, target.Address);
        var rates = await Rounds.RunAsync([builtIn, read], size.Rounds + 1, arm =>
            arm.MeasureAsync(TimeSpan.FromSeconds(size.Seconds), cancellationToken));

        // The first round measures the compiler.
        var (own, other) = (rates[0][1..], rates[1][1..]);
        return
        [
            new("Recorded visits of a workload file against those built in, for each second of processor time",
            [
                BenchRow.Base("built in", own),
                BenchRow.Ratio("of a file", other, own, Least),
                BenchRow.Figure("  which is, on one core", Spread.Of(other), "/s", OnOneCore),
            ]),
        ];
    }
}
