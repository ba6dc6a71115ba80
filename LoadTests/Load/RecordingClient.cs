using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using AspireStateless.LoadTests.Faults;
using AspireStateless.LoadTests.Histories;

namespace AspireStateless.LoadTests.Load;

/// <summary>
/// The only way in which a run talks to the Api. Every attempt is recorded before it is sent and after it ended; nothing is
/// retried behind the recorder's back; every attempt has a deadline of its own.
/// </summary>
internal sealed class RecordingClient : IDisposable
{
    private readonly HistoryWriter _history;
    private readonly TimeSpan _deadline;
    private readonly ConcurrentDictionary<string, Replica> _writtenTo = new(StringComparer.Ordinal);
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(1),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
    });

    /// <param name="deadline">How long an attempt may take; after that its outcome is unknown.</param>
    public RecordingClient(HistoryWriter history, TimeSpan deadline) => (_history, _deadline) = (history, deadline);

    /// <summary>The generations that were sent anything that changes state.</summary>
    public ICollection<Replica> WrittenTo => _writtenTo.Values;

    public async ValueTask<ApiAnswer> SendAsync(ApiRequest request, CancellationToken cancellationToken = default)
    {
        int subject = _history.Text(request.Subject);
        int target = _history.Text(request.To.Generation);
        if (request.Method != HttpMethod.Get)
        {
            _writtenTo.TryAdd(request.To.Generation, request.To);
        }

        using var give = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var message = Message(request, request.Abandon ? give.Cancel : null);
        var start = _history.Begin(request.Kind, request.Client, request.Key, request.Number, subject, target, request.Due);
        give.CancelAfter(_deadline);
        Outcome outcome;
        int status = 0, replica = 0;
        long value = 0;
        try
        {
            using var response = await _http.SendAsync(message, give.Token);
            byte[] body = await response.Content.ReadAsByteArrayAsync(give.Token);
            status = (int)response.StatusCode;
            replica = Answerer(response);
            outcome = Judge(request, response.IsSuccessStatusCode, status, body, out value);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or SocketException or OperationCanceledException)
        {
            // The bare socket exception comes from the handler's look at a pooled connection that breaks at that moment.
            outcome = OutcomeRule.OfFailure(failure);
        }

        long done = _history.End(start.Id, outcome, status, value, replica);
        return new ApiAnswer(outcome, status, value, start.At, done);
    }

    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage Message(in ApiRequest request, Action? sent)
    {
        var message = new HttpRequestMessage(request.Method, new Uri(request.To.Url, request.Path));
        if (request.Method != HttpMethod.Get)
        {
            message.Content = new SentContent(sent);
        }

        if (request.Key != 0 && request.Method != HttpMethod.Get)
        {
            message.Headers.Add("Idempotency-Key", KeyText(request.Key));
        }

        return message;
    }

    /// <summary>An idempotency key as the Api sees it.</summary>
    public static string KeyText(long key) => string.Create(CultureInfo.InvariantCulture, $"k{key}");

    private static Outcome Judge(in ApiRequest request, bool success, int status, byte[] body, out long value)
    {
        value = 0;
        if (!success)
        {
            return OutcomeRule.OfRefusal(status, body);
        }

        // A success that cannot be read says that something happened, not what.
        long? read = request.ReadValue(body);
        value = read ?? 0;
        return read is null ? Outcome.Unknown : Outcome.Ok;
    }

    private int Answerer(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Replica", out var names) ? _history.Text(string.Join(',', names)) : 0;
}
