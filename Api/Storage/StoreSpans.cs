using System.Diagnostics;

namespace AspireStateless.Api.Storage;

/// <summary>The spans around the calls to a store.</summary>
/// <param name="environment">Its application name is the source of the spans.</param>
/// <param name="system">The store, as the semantic conventions of OpenTelemetry name it.</param>
internal sealed class StoreSpans(IHostEnvironment environment, string system) : IDisposable
{
    private readonly ActivitySource _source = new(environment.ApplicationName);

    /// <summary>Puts a span around a call.</summary>
    public Task<T> TraceAsync<TState, T>(
        string operation, Func<TState, CancellationToken, Task<T>> call, TState state, CancellationToken cancellationToken)
    {
        // Few requests are traced, and the others need not pass through here again on their way back.
        var span = _source.StartActivity(operation, ActivityKind.Client);
        return span is null ? call(state, cancellationToken) : EndAsync(span, call, state, cancellationToken);
    }

    public void Dispose() => _source.Dispose();

    private async Task<T> EndAsync<TState, T>(
        Activity span, Func<TState, CancellationToken, Task<T>> call, TState state, CancellationToken cancellationToken)
    {
        using (span)
        {
            span.SetTag("db.system.name", system);
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
