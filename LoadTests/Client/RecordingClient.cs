using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using AspireStateless.LoadTests.SystemUnderTest;

namespace AspireStateless.LoadTests.Client;

/// <summary>
/// The only way in which a run talks to the Api. Every attempt is recorded before it is sent and after it ended; nothing is
/// retried behind the recorder's back; every attempt has a deadline of its own.
/// </summary>
/// <param name="deadline">How long an attempt may take unless it says otherwise; after that its outcome is unknown.</param>
/// <param name="rules">What answers say.</param>
internal sealed class RecordingClient(HistoryWriter history, TimeSpan deadline, AnswerRules rules) : IDisposable
{
    private readonly RequestMessages _messages = new(history);
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

    /// <summary>The generations that were sent anything that changes state.</summary>
    public ICollection<Replica> WrittenTo => _writtenTo.Values;

    /// <summary>What faults may wait for.</summary>
    public TrafficProgress Progress { get; } = new();

    public async ValueTask<ApiAnswer> SendAsync(ApiRequest request, CancellationToken cancellationToken = default)
    {
        if (request.IsWrite)
        {
            _writtenTo.TryAdd(request.To.Generation, request.To);
        }

        using var give = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var message = _messages.Of(request, request.Abandon ? give.Cancel : null);
        var attempt = history.Begin(Describe(request));
        give.CancelAfter(request.Deadline ?? deadline);
        Reading reading = default;
        string? answerer = null;
        try
        {
            using var response = request.FollowsRedirects || request.Cookies is not null
                ? await new RedirectedExchange(_http, request).SendAsync(message, give.Token)
                : await _http.SendAsync(message, give.Token);
            var body = await AnswerContent.ReadAsync(response.Content, give.Token);
            var outcome = Judge(request, response, body, isRedirected: response.RequestMessage != message, out reading);
            answerer = rules.Answerer(response, request.To);
            attempt = attempt with
            {
                Outcome = outcome,
                Status = (ushort)response.StatusCode,
                Replica = answerer is null ? 0 : history.Text(answerer),
            };
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or SocketException or OperationCanceledException
            or InvalidDataException)
        {
            // The bare socket exception comes from the handler's look at a pooled connection that breaks at that moment, that of data from
            // a body that is not compressed as it says.
            var hungUp = request.Abandon && failure is OperationCanceledException;
            attempt = attempt with { Outcome = OutcomeRule.OfFailure(failure), Status = hungUp ? Attempt.HungUp : (ushort)0 };
        }

        Progress.Add(request.Kind, attempt.Outcome);
        return new ApiAnswer(attempt.Outcome, attempt.Status, reading, attempt.Start, End(attempt, reading), answerer);
    }

    /// <summary>Records a line of a list that was answered, after the answer: its ticks say nothing.</summary>
    public void Record(in ApiRequest line, in Reading reading, string? actor = null)
    {
        var attempt = history.Begin(Describe(line) with { Actor = actor is null ? 0 : history.Text(actor) });
        End(attempt with { Outcome = Outcome.Ok, Status = 200 }, reading);
    }

    public void Dispose() => _http.Dispose();

    private Attempt Describe(in ApiRequest request) => new()
    {
        Kind = request.Kind,
        Client = request.Client,
        Key = request.Key,
        Number = (ushort)request.Number,
        Subject = history.Text(request.Subject),
        Actor = request.Session is { } session ? history.Text(session.Name) : 0,
        Target = request.To is { } to ? history.Text(to.Generation) : 0,
        Due = request.Due,
        Argument = request.Argument,
    };

    private long End(in Attempt attempt, in Reading reading) => history.End(attempt with
    {
        Value = reading.Value,
        Version = reading.Version,
        Detail = reading.Detail,
        Extra = reading.Extra,
        Foreign = reading.Foreign is { } foreign ? history.Text(foreign) : 0,
    });

    /// <summary>An idempotency key as the Api sees it.</summary>
    public static string KeyText(long key) => string.Create(CultureInfo.InvariantCulture, $"k{key}");

    private Outcome Judge(in ApiRequest request, HttpResponseMessage response, byte[] body, bool isRedirected, out Reading reading)
    {
        var status = (int)response.StatusCode;
        var success = response.IsSuccessStatusCode || request.Succeeds.Contains(status);

        // A success that cannot be read says that something happened, not what.
        var read = request.Look is { } look ? look(response, body) : success ? request.Read(body) : null;
        reading = read ?? default;

        // Where a write was redirected to, that page refuses; the write itself was answered before.
        return success ? read is null ? Outcome.Unknown : Outcome.Ok
            : isRedirected && request.IsWrite ? Outcome.Unknown
            : rules.OfRefusal(status, body);
    }
}
