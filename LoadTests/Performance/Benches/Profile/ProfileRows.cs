using AspireStateless.LoadTests.Performance.Benches.Service;
using AspireStateless.LoadTests.Performance.Gates.Costs;

namespace AspireStateless.LoadTests.Performance.Benches.Profile;

/// <summary>
/// Where a request's time and memory go, by stage. How much time there is, is measured without the trace, which takes some itself; the
/// trace tells the shares.
/// </summary>
internal static class ProfileRows
{
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Around = TimeSpan.FromSeconds(8);

    public static double Seconds(BenchSize size) =>
        (Around + (Requests(size).Count() * (WarmUp + Turn + Turn + ProcessTrace.Reading))).TotalSeconds;

    public static async Task<IReadOnlyList<BenchGroup>> MeasureAsync(BenchSize size, CancellationToken cancellationToken)
    {
        await using var host = await BenchHost.StartAsync("profile", replicas: 1, BenchHost.Durable, cancellationToken);
        var groups = new List<BenchGroup>();
        foreach (var request in Requests(size))
        {
            using var load = host.Loads(request).Single();
            groups.AddRange(await MeasureAsync(request.Name, load, host.Pid, cancellationToken));
        }

        return groups;
    }

    private static IEnumerable<CountedRequest> Requests(BenchSize size) =>
        EndpointRows.Requests.Where(request => size.Endpoint is null || request.Name == size.Endpoint);

    private static async Task<BenchGroup[]> MeasureAsync(string name, ServiceLoad load, int pid, CancellationToken cancellationToken)
    {
        await load.WarmUpAsync(WarmUp, cancellationToken);
        var used = LinuxProcess.ProcessorTime([pid]);
        var rate = await load.MeasureAsync(Turn, cancellationToken);
        var processor = (LinuxProcess.ProcessorTime([pid]) - used).TotalMicroseconds / (rate * Turn.TotalSeconds);

        await using var trace = ProcessTrace.Start(pid);
        var answered = await load.MeasureAsync(Turn, cancellationToken) * Turn.TotalSeconds;
        var (samples, bytes) = await trace.ReadAsync(cancellationToken);
        return
        [
            new(
                $"{name}: processor time of the replica for one, of {rate:N0} a second",
                Rows(samples, processor / samples.Values.Sum(), processor, "µs")),
            new($"{name}: managed memory allocated for one", Rows(bytes, 1 / answered, bytes.Values.Sum() / answered, "bytes")),
        ];
    }

    private static BenchRow[] Rows(IReadOnlyDictionary<Stage, double> found, double each, double all, string unit) =>
    [
        BenchRow.Figure("all of it", all, unit),
        .. Stage.All.Where(found.ContainsKey).Select(stage => BenchRow.Figure(stage.Name, found[stage] * each, unit)),
    ];
}
