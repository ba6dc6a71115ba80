using System.Net;
using AspireStateless.LoadTests.Load;
using AspireStateless.LoadTests.Load.Arrivals;
using AspireStateless.LoadTests.Load.Sockets;
using AspireStateless.LoadTests.Metering;

namespace AspireStateless.LoadTests.Performance.Benches.Engine;

/// <summary>One open loop of evenly spaced arrivals against the bare endpoint, and what came of it.</summary>
/// <param name="Cores">Mean cores that this process took, everything included.</param>
internal sealed record PacedRun(double Rate, LoadTotals Totals, PaceCheck Pace, TimeSpan PacerTime, TimeSpan Length, double Cores)
{
    private const int WarmUpClients = 16;
    private static readonly TimeSpan WarmUpWindow = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan WarmUpMost = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LeadIn = TimeSpan.FromMilliseconds(20);

    /// <summary>Mean cores that the pacing thread took.</summary>
    public double PacerCores => PacerTime / Length;

    public double LatenessMicroseconds(double quantile) => Totals.Lateness.Quantile(quantile) / 1e3;

    /// <param name="meanwhile">Done to the target while the load runs; null for nothing.</param>
    public static async Task<PacedRun> MeasureAsync(
        IPEndPoint target, double rate, TimeSpan length, Func<CancellationToken, Task>? meanwhile, CancellationToken cancellationToken)
    {
        using var client = new LeanClient(target);
        client.Connect(OpenLoop.InFlight);

        // At full speed first: the compiler replaces what is called often, and a paced second calls little.
        await WarmUp.UntilStableAsync(window => LoopAsync(client, window, cancellationToken), WarmUpWindow, WarmUpMost);
        await RunAsync(client, rate, WarmUpWindow, cancellationToken);
        GC.Collect();
        var used = Environment.CpuUsage.TotalTime;
        var from = MonotonicClock.Now;
        var other = meanwhile?.Invoke(cancellationToken) ?? Task.CompletedTask;
        var engine = await RunAsync(client, rate, length, cancellationToken);
        var cores = (Environment.CpuUsage.TotalTime - used) / MonotonicClock.Span(MonotonicClock.Now - from);
        await other;
        cancellationToken.ThrowIfCancellationRequested();
        return new PacedRun(
            rate, engine.Totals(), engine.Recorder.Read(series => PaceCheck.Of(series, length)), engine.PacerTime, length, cores);
    }

    /// <returns>Answers in the window.</returns>
    private static async Task<double> LoopAsync(LeanClient client, TimeSpan window, CancellationToken cancellationToken)
    {
        var loop = new ClosedLoop(WarmUpClients, (_, _) => client.SendAsync(cancellationToken));
        await loop.RunAsync(MonotonicClock.Now, window, cancellationToken);
        return loop.Totals().Ok;
    }

    private static async Task<OpenLoop> RunAsync(LeanClient client, double rate, TimeSpan length, CancellationToken cancellationToken)
    {
        var engine = new OpenLoop([.. new ConstantSchedule(rate).DueTimes(length)], _ => client.SendAsync(cancellationToken));
        await engine.RunAsync(MonotonicClock.Now + MonotonicClock.Nanoseconds(LeadIn), cancellationToken);
        return engine;
    }
}
