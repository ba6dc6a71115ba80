using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace AspireStateless.AppHost.Tests.Faults;

/// <summary>The real graph with its three replicas, and its control endpoint; shared by the tests of a collection.</summary>
public class ControlledGraph : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(25);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("apphosts-");
    private HttpClient _control = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    internal RunningGraph Graph { get; private set; } = null!;

    /// <summary>Arguments of the AppHost besides the ones that every graph has.</summary>
    protected virtual IReadOnlyList<string> Arguments => [];

    /// <summary>Adds what the AppHost's own graph has not.</summary>
    protected virtual void Add(IDistributedApplicationBuilder builder)
    {
    }

    /// <summary>The service, through the public endpoint.</summary>
    internal HttpClient Service { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Graph = await RunningGraph.StartAsync([$"--Chaos:Folder={_folder.FullName}", .. Arguments], Add);
        // Not Aspire's own client for tests, which sends a request that failed three times more, and without its headers: a visit with a
        // key counted several times while Redis was away.
        Service = new HttpClient { BaseAddress = Graph.Application.GetEndpoint("api"), Timeout = TimeSpan.FromSeconds(5) };
        await UntilAsync(() => Task.FromResult(_folder.EnumerateFiles("*.json").Any()));
        using var address = JsonDocument.Parse(await File.ReadAllTextAsync(_folder.EnumerateFiles("*.json").Single().FullName, Cancelled));
        _control = new HttpClient { BaseAddress = new Uri(address.RootElement.GetProperty("controlUrl").GetString()!) };
        _control.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", address.RootElement.GetProperty("token").GetString());
        await ServesAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Service.Dispose();
        _control.Dispose();
        await Graph.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>Puts a fault on a target that has to take it.</summary>
    internal async Task<ActiveFault> InjectAsync(string kind, string target, object? parameters = null, string? run = null)
    {
        using var response = await PostAsync(kind, target, parameters, run);
        var answer = await response.Content.ReadAsStringAsync(Cancelled);
        Assert.True(response.IsSuccessStatusCode, answer);
        var report = JsonSerializer.Deserialize<JsonElement>(answer);
        return new ActiveFault(report.GetProperty("id").GetString()!, report.GetProperty("evidence"));
    }

    /// <summary>Asks for a fault that has to be refused.</summary>
    /// <returns>Status, last segment of the problem's type, detail.</returns>
    internal async Task<(int Status, string Problem, string Detail)> RefusalAsync(string kind, string target, object? parameters = null)
    {
        using var response = await PostAsync(kind, target, parameters);
        Assert.False(response.IsSuccessStatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
        return ((int)response.StatusCode, problem.GetProperty("type").GetString()!.Split('/')[^1], problem.GetProperty("detail")
            .GetString()!);
    }

    /// <returns>Evidence of the cure.</returns>
    internal async Task<JsonElement> CureAsync(ActiveFault fault)
    {
        using var response = await _control.DeleteAsync($"/faults/{fault.Id}", Cancelled);
        var answer = await response.Content.ReadAsStringAsync(Cancelled);
        Assert.True(response.IsSuccessStatusCode, answer);
        return JsonSerializer.Deserialize<JsonElement>(answer).GetProperty("cure");
    }

    /// <summary>Runs a command of a resource that has to work.</summary>
    internal async Task CommandAsync(string instance, string command)
    {
        var result = await Graph.Application.ResourceCommands.ExecuteCommandAsync(instance, command, Cancelled);
        Assert.True(result.Success, result.Message);
    }

    /// <summary>Waits for what dashboards show of an instance, or of any of a resource.</summary>
    internal async Task<CustomResourceSnapshot> ShowsAsync(string name, Func<CustomResourceSnapshot, bool> predicate) =>
        (await Graph.WaitAsync(name, change => predicate(change.Snapshot))).Snapshot;

    /// <returns>What dashboards show of an instance's environment; null where it has no such variable.</returns>
    internal string? ShownVariable(string instance, string name)
    {
        Assert.True(Graph.Notifications.TryGetCurrentState(instance, out var state));
        return state.Snapshot.EnvironmentVariables.FirstOrDefault(variable => variable.Name == name)?.Value;
    }

    /// <summary>Tells of a run, as a harness does.</summary>
    internal async Task AnnounceAsync(object run)
    {
        using var response = await _control.PostAsJsonAsync("/runs", run, Cancelled);
        response.EnsureSuccessStatusCode();
    }

    internal Task<JsonElement> TopologyAsync() => _control.GetFromJsonAsync<JsonElement>("/topology", Cancelled);

    /// <summary>The instances of a resource, in the order of their ids.</summary>
    internal async Task<IReadOnlyList<Instance>> InstancesAsync(string resource) =>
        [.. (await TopologyAsync()).GetProperty("instances").EnumerateArray()
            .Where(instance => instance.GetProperty("resource").GetString() == resource)
            .Select(instance => instance.Deserialize<Instance>(JsonSerializerOptions.Web)!)];

    /// <summary>
    /// Counts a visit. A replica that is ready may still refuse for half a second, until its breaker asks the store again: under one key
    /// the visit counts once, however often it is sent.
    /// </summary>
    /// <returns>The count.</returns>
    internal async Task<long> VisitAsync(string page)
    {
        var count = 0L;
        var key = Guid.NewGuid().ToString();
        await UntilAsync(async () =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/visits/{page}") { Content = JsonContent.Create(new { }) };
            request.Headers.Add("Idempotency-Key", key);
            try
            {
                using var response = await Service.SendAsync(request, Cancelled);
                if (response.StatusCode != HttpStatusCode.ServiceUnavailable)
                {
                    response.EnsureSuccessStatusCode();
                    count = (await response.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("count").GetInt64();
                }

                return response.IsSuccessStatusCode;
            }
            catch (Exception exception) when (
                exception is HttpRequestException { StatusCode: null } or TaskCanceledException && !Cancelled.IsCancellationRequested)
            {
                // The kept connection belonged to a replica that was killed.
                return false;
            }
        });
        return count;
    }

    /// <summary>Waits until every replica is ready, all stores included.</summary>
    /// <exception cref="TimeoutException">Some never are; the message says what each answers.</exception>
    internal async Task ServesAsync()
    {
        try
        {
            await UntilAsync(async () =>
            {
                var replicas = await InstancesAsync("api");
                return replicas.All(replica => replica.DirectUrl is not null)
                    && (await Task.WhenAll(replicas.Select(replica => AnswersAsync(replica, "/health")))).All(ready => ready);
            });
        }
        catch (OperationCanceledException exception) when (!Cancelled.IsCancellationRequested)
        {
            var answers = await Task.WhenAll((await InstancesAsync("api")).Select(HealthOfAsync));
            throw new TimeoutException($"Not every replica serves after {Limit.TotalSeconds} s: {string.Join("; ", answers)}.", exception);
        }
    }

    /// <summary>Whether a replica itself says yes within a second.</summary>
    internal static async Task<bool> AnswersAsync(Instance replica, string path)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(1) };
        try
        {
            using var response = await client.GetAsync(new Uri(replica.DirectUrl + path), Cancelled);
            return response.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !Cancelled.IsCancellationRequested)
        {
            return false;
        }
    }

    private static async Task<string> HealthOfAsync(Instance replica)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            using var response = await client.GetAsync(new Uri(replica.DirectUrl + "/health"), Cancelled);
            return $"{replica} answers {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(Cancelled)}";
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or UriFormatException)
        {
            return $"{replica} does not answer: {exception.Message}";
        }
    }

    internal static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        deadline.CancelAfter(Limit);
        while (!await condition())
        {
            await Task.Delay(LookAgainAfter, deadline.Token);
        }
    }

    private Task<HttpResponseMessage> PostAsync(string kind, string target, object? parameters, string? run = null) =>
        _control.PostAsJsonAsync("/faults", new { kind, target, run, parameters = parameters ?? new { } }, Cancelled);

    internal sealed record ActiveFault(string Id, JsonElement Evidence);

    internal sealed record Instance(
        string Resource, [property: System.Text.Json.Serialization.JsonPropertyName("instance")] string Id, int? Pid, long? StartTicks,
        string? State, string? DirectUrl);
}
