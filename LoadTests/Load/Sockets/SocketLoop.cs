using System.Net;
using AspireStateless.LoadTests.Histories;

namespace AspireStateless.LoadTests.Load.Sockets;

/// <summary>
/// A closed loop on one thread with blocking sockets: each connection in turn gives its answer and takes its next request, so there are as
/// many in flight as connections, and next to no time goes into waiting and waking. It measures how much a target can do; its times hold
/// the wait for a connection's turn, so they are no response times.
/// </summary>
internal sealed class SocketLoop(IPEndPoint target, int connections) : IDisposable
{
    private readonly LeanConnection[] _connections = [.. Enumerable.Range(0, connections).Select(_ => new LeanConnection(target))];

    /// <returns>How many requests were answered.</returns>
    /// <exception cref="InvalidRunException">An answer was an error.</exception>
    public long Run(TimeSpan length)
    {
        long end = MonotonicClock.Now + MonotonicClock.Nanoseconds(length);
        foreach (var connection in _connections)
        {
            connection.Send();
        }

        long answered = 0;
        bool goesOn = true;
        while (goesOn)
        {
            goesOn = MonotonicClock.Now < end;
            foreach (var connection in _connections)
            {
                if (connection.Receive() >= 400)
                {
                    throw new InvalidRunException("The target answered with an error.", "Measure a target that only answers.");
                }

                answered++;
                if (goesOn)
                {
                    connection.Send();
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
