using System.Net;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Load;
using AspireStateless.LoadTests.Load.Sockets;

namespace AspireStateless.LoadTests.Performance.Benches.Engine;

/// <summary>The engine's side of the comparison with other generators, in a process of its own that is kept on one core.</summary>
internal static class ClosedArm
{
    public const string WithSockets = "sockets";
    public const string WithHandler = "handler";
    private static readonly TimeSpan WarmUpWindow = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan WarmUpMost = TimeSpan.FromSeconds(10);

    /// <param name="transport">One of the two above.</param>
    /// <returns>Answers per second, after a warm-up that is discarded.</returns>
    public static async Task<double> MeasureAsync(
        string transport, IPEndPoint target, int connections, TimeSpan length, CancellationToken cancellationToken)
    {
        // What follows an answer runs where it was seen: nothing here blocks, and on one core each change of thread costs as much as a
        // request. Read once, when the process has its first socket.
        Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
        using var sockets = transport == WithSockets ? new SocketLoop(target, connections) : null;
        using var handler = new HandlerClient(target);
        async Task<double> WindowAsync(TimeSpan window)
        {
            var from = MonotonicClock.Now;
            var answered = sockets?.Run(window) ?? await HandlerAsync(handler, connections, window, cancellationToken);
            return answered / ((MonotonicClock.Now - from) / 1e9);
        }

        await WarmUp.UntilStableAsync(WindowAsync, WarmUpWindow, WarmUpMost);
        return await WindowAsync(length);
    }

    private static async Task<long> HandlerAsync(
        HandlerClient handler, int connections, TimeSpan length, CancellationToken cancellationToken)
    {
        var loop = new ClosedLoop(connections, (_, _) => handler.SendAsync(cancellationToken));
        await loop.RunAsync(MonotonicClock.Now, length, cancellationToken);
        var totals = loop.Totals();
        return totals.Ok == totals.Sent
            ? totals.Ok
            : throw new InvalidRunException(
                $"{totals.Sent - totals.Ok} of {totals.Sent} requests were not answered.", "Is the target still there?");
    }
}
