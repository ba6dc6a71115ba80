using System.Text.RegularExpressions;

namespace AspireStateless.LoadTests.Performance.Benches.Hosts;

/// <summary>What runs beside the services: the AppHost, its orchestrator and its dashboard, while nobody asks for anything.</summary>
internal static partial class OverheadRows
{
    private const double Megabyte = 1 << 20;
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(20);

    public static async Task<IReadOnlyList<BenchGroup>> MeasureAsync(BenchSize size, CancellationToken cancellationToken)
    {
        var bare = await WithoutDashboardAsync(cancellationToken);
        await using var host = await StartAsync(dashboard: true, cancellationToken);
        var whole = Memory(host);
        var (from, used) = (MonotonicClock.Now, ProcessorTime(host));
        await Task.Delay(Idle, cancellationToken);
        var share = (ProcessorTime(host) - used) / MonotonicClock.Span(MonotonicClock.Now - from);
        return
        [
            new("All but the services, idle",
            [
                BenchRow.Figure("memory, without dashboard", bare, "MB", Limit.Most(360)),
                BenchRow.Figure("memory", whole, "MB", Limit.Most(520)),
                BenchRow.Figure($"processor, over {Idle.TotalSeconds:F0} s", share * 100, "% of a core", Limit.Most(4)),
            ]),
        ];
    }

    private static async Task<double> WithoutDashboardAsync(CancellationToken cancellationToken)
    {
        await using var host = await StartAsync(dashboard: false, cancellationToken);
        return Memory(host);
    }

    private static async Task<HealthyHost> StartAsync(bool dashboard, CancellationToken cancellationToken)
    {
        var host = await HealthyHost.StartAsync("overhead", dashboard, cancellationToken);
        await Task.Delay(Settle, cancellationToken);
        return host;
    }

    private static double Memory(HealthyHost host) => Others(host).Sum(LinuxProcess.ProportionalMemory) / Megabyte;

    private static TimeSpan ProcessorTime(HealthyHost host) => LinuxProcess.ProcessorTime(Others(host));

    private static IEnumerable<int> Others(HealthyHost host) =>
        host.Processes.Where(pid => !Service().IsMatch(string.Join(' ', LinuxProcess.CommandLine(pid))));

    [GeneratedRegex(@"^postgres|redis-server|/postgres |/Api\.dll", RegexOptions.NonBacktracking)]
    private static partial Regex Service();
}
