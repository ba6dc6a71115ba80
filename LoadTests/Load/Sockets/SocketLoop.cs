using System.Net;
using AspireStateless.LoadTests.Failures;

namespace AspireStateless.LoadTests.Load.Sockets;

/// <summary>
/// A closed loop on one thread that never waits: it goes round its connections, and whichever has its answer gets its next request. So
/// there are as many in flight as connections, and no time goes into sleeping and waking, for which it takes a whole core. It measures how
/// much a target can do; it takes no times.
/// </summary>
internal sealed class SocketLoop(IPEndPoint target, int connections) : IDisposable
{
    private readonly LeanConnection[] _connections =
        [.. Enumerable.Range(0, connections).Select(_ => new LeanConnection(target, waits: false))];

    /// <returns>How many requests were answered.</returns>
    /// <exception cref="InvalidRunException">An answer was an error.</exception>
    public long Run(TimeSpan length)
    {
        var end = MonotonicClock.Now + MonotonicClock.Nanoseconds(length);
        foreach (var connection in _connections)
        {
            connection.Send();
        }

        long answered = 0;
        for (var inFlight = _connections.Length; inFlight > 0;)
        {
            var goesOn = MonotonicClock.Now < end;
            foreach (var connection in _connections)
            {
                var status = connection.TryReceive();
                if (status >= 400)
                {
                    throw new InvalidRunException("The target answered with an error.", "Measure a target that only answers.");
                }

                if (status == 0)
                {
                    continue;
                }

                answered++;
                if (goesOn)
                {
                    connection.Send();
                }
                else
                {
                    inFlight--;
                }
            }
        }

        return answered;
    }

    public void Dispose()
    {
        foreach (var connection in _connections)
        {
            connection.Dispose();
        }
    }
}
