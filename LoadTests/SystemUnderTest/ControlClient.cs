using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AspireStateless.LoadTests.SystemUnderTest;

/// <summary>The harness's way into an AppHost: topology, faults, events.</summary>
internal sealed class ControlClient : IDisposable
{
    // A graceful stop may take 6 s and a start waits for health; the AppHost itself gives up on a command after 15 s.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(40);

    private readonly HttpClient _http;

    public ControlClient(Uri url, string token)
    {
        _http = new HttpClient(new SocketsHttpHandler { UseCookies = false, UseProxy = false, AllowAutoRedirect = false })
        {
            BaseAddress = url,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        Url = url;
    }

    public Uri Url { get; }

    public Task<Topology> TopologyAsync(CancellationToken cancellationToken) =>
        SendAsync<Topology>(HttpMethod.Get, ControlPaths.Topology, body: null, cancellationToken);

    public Task<DurabilitySettings> DurabilityAsync(CancellationToken cancellationToken) =>
        SendAsync<DurabilitySettings>(HttpMethod.Get, ControlPaths.Durability, body: null, cancellationToken);

    /// <param name="liveUrl">Where the run can be watched.</param>
    public Task AnnounceRunAsync(string run, string scenario, Uri liveUrl, CancellationToken cancellationToken) =>
        SendAsync<object?>(HttpMethod.Post, ControlPaths.Runs, new RunAnnouncement(
            run, scenario, liveUrl.OriginalString), cancellationToken);

    /// <summary>Returns when the fault has taken effect.</summary>
    /// <param name="kind">One of <see cref="FaultKinds"/>.</param>
    /// <param name="target">An instance.</param>
    /// <param name="run">The run that it ends with; null for a fault that lasts until its cure.</param>
    /// <param name="cancellationToken">Stops the wait, not the fault.</param>
    public Task<FaultReport> InjectAsync(string kind, string target, string? run, CancellationToken cancellationToken) =>
        InjectAsync(kind, target, run, [], cancellationToken);

    /// <inheritdoc cref="InjectAsync(string, string, string, CancellationToken)"/>
    public Task<FaultReport> InjectAsync(
        string kind, string target, string? run, JsonObject parameters, CancellationToken cancellationToken) =>
        SendAsync<FaultReport>(HttpMethod.Post, ControlPaths.Faults, new FaultRequest(kind, target, run, parameters), cancellationToken);

    /// <summary>Returns when the fault is undone: the instance runs, but may not serve yet.</summary>
    public Task<CureReport> CureAsync(string id, CancellationToken cancellationToken) =>
        SendAsync<CureReport>(HttpMethod.Delete, $"{ControlPaths.Faults}/{id}", body: null, cancellationToken);

    /// <summary>States of instances: first the present ones, then each change. Ends with the connection.</summary>
    public async IAsyncEnumerable<InstanceState> StatesAsync(string run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{ControlPaths.Events}?run={run}");
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancellationToken))
        {
            if (item.EventType == EventTypes.State
                && JsonSerializer.Deserialize<InstanceState>(item.Data, ControlJson.Options) is { } state)
            {
                yield return state;
            }
        }
    }

    public void Dispose() => _http.Dispose();

    /// <exception cref="ControlException">The endpoint refused, or did not answer.</exception>
    private async Task<T> SendAsync<T>(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Deadline);
        try
        {
            using var request = new HttpRequestMessage(method, path);
            request.Content = body is null ? null : JsonContent.Create(body, body.GetType(), options: ControlJson.Options);
            using var response = await _http.SendAsync(request, deadline.Token);
            if (!response.IsSuccessStatusCode)
            {
                throw new ControlException(await DetailAsync(response, deadline.Token)) { IsRefusal = true };
            }

            return response.StatusCode == HttpStatusCode.NoContent
                ? default!
                : await response.Content.ReadFromJsonAsync<T>(deadline.Token)
                    ?? throw new ControlException("the answer is empty");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ControlException($"{method} {path} was not answered within {Deadline.TotalSeconds} s");
        }
        catch (Exception failure) when (failure is HttpRequestException or SocketException or JsonException)
        {
            throw new ControlException($"{method} {path}: {failure.Message}");
        }
    }

    private static async Task<string> DetailAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        try
        {
            var problem = JsonSerializer.Deserialize<Problem>(text, JsonSerializerOptions.Web);
            return problem?.Detail ?? problem?.Title ?? $"status {(int)response.StatusCode}";
        }
        catch (JsonException)
        {
            return $"status {(int)response.StatusCode}";
        }
    }

    private sealed record Problem(string? Title, string? Detail);
}

/// <summary>The control endpoint refused a request or did not answer it.</summary>
internal sealed class ControlException(string message) : Exception(message)
{
    /// <summary>Whether it was answered: what was asked for was not done.</summary>
    public bool IsRefusal { get; init; }
}
