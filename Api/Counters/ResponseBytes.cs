using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;

namespace AspireStateless.Api.Counters;

/// <summary>Counts what is written to the connections of clients, headers included. Thread-safe.</summary>
internal sealed class ResponseBytes
{
#pragma warning disable STATE002 // A measurement of this process, shown as such: no other answer depends on it.
    private long _total;
#pragma warning restore STATE002

    public long Total => Interlocked.Read(ref _total);

    /// <summary>A connection middleware of Kestrel: one object a connection, nothing a request.</summary>
    public ConnectionDelegate Count(ConnectionDelegate next) => async connection =>
    {
        var transport = connection.Transport;
        connection.Transport = new CountedPipe(transport.Input, new Writer(transport.Output, this));
        try
        {
            await next(connection);
        }
        finally
        {
            connection.Transport = transport;
        }
    };

    private sealed record CountedPipe(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    private sealed class Writer(PipeWriter inner, ResponseBytes bytes) : PipeWriter
    {
        public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

        public override long UnflushedBytes => inner.UnflushedBytes;

        public override void Advance(int count)
        {
            Interlocked.Add(ref bytes._total, count);
            inner.Advance(count);
        }

        public override Memory<byte> GetMemory(int sizeHint = 0) => inner.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => inner.GetSpan(sizeHint);

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) =>
            inner.FlushAsync(cancellationToken);

        public override void CancelPendingFlush() => inner.CancelPendingFlush();

        public override void Complete(Exception? exception = null) => inner.Complete(exception);

        public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);
    }
}
