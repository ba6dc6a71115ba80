using System.Diagnostics;
using System.Net;

namespace AspireStateless.Api.Storage;

/// <summary>The spans around the calls to a store.</summary>
/// <param name="system">The store, as the semantic conventions of OpenTelemetry name it.</param>
/// <param name="server">Where it is, by which a dashboard knows its resource; null where the client library says so itself.</param>
internal sealed class StoreSpans(ActivitySource source, string system, DnsEndPoint? server = null)
{
    /// <summary>Puts a span around a call that is part of a trace. A probe, which nobody asked for, makes no trace of its own.</summary>
    public Task<T> TraceAsync<TState, T>(
        string operation, Func<TState, CancellationToken, Task<T>> call, TState state, CancellationToken cancellationToken)
    {
        // Few requests are traced, and the others need not pass through here again on their way back.
        var span = Activity.Current is { Recorded: true } ? source.StartActivity(operation, ActivityKind.Client) : null;
        return span is null ? call(state, cancellationToken) : EndAsync(span, call, state, cancellationToken);
    }

    private async Task<T> EndAsync<TState, T>(
        Activity span, Func<TState, CancellationToken, Task<T>> call, TState state, CancellationToken cancellationToken)
    {
        using (span)
        {
            span.SetTag("db.system.name", system);
            span.SetTag("db.operation.name", span.OperationName);
            span.SetTag("server.address", server?.Host);
            span.SetTag("server.port", server?.Port);
            try
            {
                return await call(state, cancellationToken);
            }
            catch (StoreUnavailableException exception)
            {
                span.SetStatus(ActivityStatusCode.Error, exception.Message);
                throw;
            }
        }
    }
}
