using AspireStateless.LoadTests.Load;
using AspireStateless.LoadTests.Load.Arrivals;
using AspireStateless.LoadTests.Load.Sockets;

namespace AspireStateless.LoadTests.Calibration;

/// <summary>
/// Measures this generator, on this machine, now, against an echo in the same process: two seconds, after a warm-up that is discarded.
/// </summary>
internal static class Calibrator
{
    private const int Connections = 16;
    private const int NoiseWindows = 20;
    private static readonly TimeSpan PacedLength = TimeSpan.FromSeconds(1.2);
    private static readonly TimeSpan NoiseWindow = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan WarmUpWindow = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan WarmUpMost = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LeadIn = TimeSpan.FromMilliseconds(20);

    /// <param name="rate">Requests per second; that of the run that follows, so that the answer is about it.</param>
    public static async Task<CalibrationResult> MeasureAsync(double rate, CancellationToken cancellationToken)
    {
        using var echo = new EchoServer();
        using var client = new LeanClient(echo.Address);
        client.Connect(Connections);

        // At full speed first: the compiler replaces what is called often, and a paced second calls little.
        await WarmUp.UntilStableAsync(
            async length => await LoopAsync(client, Connections, length, cancellationToken), WarmUpWindow, WarmUpMost);
        await PacedAsync(client, rate, WarmUpWindow, cancellationToken);
        GC.Collect();
        var watch = GeneratorWatch.Start(Slice);
        var engine = await PacedAsync(client, rate, PacedLength, cancellationToken);
        var health = await watch.StopAsync();
        var noise = await NoiseAsync(client, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        var totals = engine.Totals();
        var pace = engine.Recorder.Read(series => PaceCheck.Of(series, PacedLength));
        var result = new CalibrationResult
        {
            OfferedPerSecond = rate,
            AchievedPerSecond = rate * pace.Sent / Math.Max(1, pace.Planned),
            ArrivalHash = ArrivalHash.Of(Due(rate, PacedLength)),
            LatenessP50 = CalibrationResult.Microseconds(totals.Lateness, 0.5),
            LatenessP99 = CalibrationResult.Microseconds(totals.Lateness, 0.99),
            LatenessP999 = CalibrationResult.Microseconds(totals.Lateness, 0.999),
            ResponseP50 = CalibrationResult.Microseconds(totals.Response, 0.5),
            ProcessorPerRequest = health.Cores * PacedLength.TotalMicroseconds / Math.Max(1, totals.Sent),
            PacerCores = engine.PacerTime / PacedLength,
            NoiseShift = double.IsNaN(noise.Shift) ? null : noise.Shift,
            NoiseSpread = double.IsNaN(noise.Spread) ? null : noise.Spread,
            Health = health,
        };
        return result with { Objections = [.. TrustRule.Objections(result)] };
    }

    private static long[] Due(double rate, TimeSpan length) => [.. new ConstantSchedule(rate).DueTimes(length)];

    private static async Task<OpenLoop> PacedAsync(LeanClient client, double rate, TimeSpan length, CancellationToken cancellationToken)
    {
        var engine = new OpenLoop(Due(rate, length), _ => client.SendAsync(cancellationToken));
        await engine.RunAsync(MonotonicClock.Now + MonotonicClock.Nanoseconds(LeadIn), cancellationToken);
        return engine;
    }

    /// <summary>Two same loops side by side, window by window.</summary>
    private static async Task<NoiseFloor> NoiseAsync(LeanClient client, CancellationToken cancellationToken)
    {
        var windows = new List<(double A, double B)>();
        for (var i = 0; i < NoiseWindows; i++)
        {
            var sides = await Task.WhenAll(
                LoopAsync(client, clients: 1, NoiseWindow, cancellationToken), LoopAsync(
                    client, clients: 1, NoiseWindow, cancellationToken));
            windows.Add((sides[0], sides[1]));
        }

        return NoiseFloor.Of(windows);
    }

    /// <returns>The middle time of a request, microseconds.</returns>
    private static async Task<double> LoopAsync(LeanClient client, int clients, TimeSpan length, CancellationToken cancellationToken)
    {
        var loop = new ClosedLoop(clients, (_, _) => client.SendAsync(cancellationToken));
        await loop.RunAsync(MonotonicClock.Now, length, cancellationToken);
        return CalibrationResult.Microseconds(loop.Totals().Service, 0.5);
    }
}
