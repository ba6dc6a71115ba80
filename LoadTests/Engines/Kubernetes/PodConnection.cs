using System.Net.WebSockets;

namespace AspireStateless.LoadTests.Engines.Kubernetes;

/// <summary>
/// A connection to a pod's port over <c>v4.channel.k8s.io</c>: each message begins with its channel, 0 for what is sent and received, 1 for
/// why nothing is; and each channel from the pod begins with the number of the port, two bytes.
/// </summary>
internal static class PodConnection
{
    private const int Most = 32 * 1024;
    private const int PortLength = 2;

    /// <summary>Returns when either end has closed.</summary>
    /// <exception cref="WebSocketException">The pod's end broke.</exception>
    /// <exception cref="IOException">The client's end broke, or the pod takes no connection.</exception>
    public static async Task CarryAsync(Stream client, WebSocket pod, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] ways = [ToPodAsync(client, pod, either.Token), FromPodAsync(client, pod, either.Token)];
        var first = await Task.WhenAny(ways);
        await either.CancelAsync();
        await Task.WhenAll(ways).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await first;
    }

    private static async Task ToPodAsync(Stream client, WebSocket pod, CancellationToken cancellationToken)
    {
        var message = new byte[1 + Most];
        while (await client.ReadAsync(message.AsMemory(1), cancellationToken) is > 0 and var count)
        {
            await pod.SendAsync(message.AsMemory(0, 1 + count), WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
        }
    }

    private static async Task FromPodAsync(Stream client, WebSocket pod, CancellationToken cancellationToken)
    {
        var buffer = new byte[1 + Most];
        int[] skip = [PortLength, PortLength];
        var channel = -1;
        while (await pod.ReceiveAsync(buffer.AsMemory(), cancellationToken) is { MessageType: not WebSocketMessageType.Close } part)
        {
            var data = buffer.AsMemory(0, part.Count);
            if (channel < 0 && data.Length > 0)
            {
                (channel, data) = (data.Span[0], data[1..]);
            }

            if (channel is 0 or 1)
            {
                var skipped = Math.Min(skip[channel], data.Length);
                (skip[channel], data) = (skip[channel] - skipped, data[skipped..]);
            }

            if (channel == 1 && data.Length > 0)
            {
                throw new IOException("The pod takes no connection.");
            }

            if (channel == 0)
            {
                await client.WriteAsync(data, cancellationToken);
            }

            channel = part.EndOfMessage ? -1 : channel;
        }
    }
}
