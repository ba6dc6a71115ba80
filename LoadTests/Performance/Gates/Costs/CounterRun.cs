using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Performance.Gates.Pairs;

namespace AspireStateless.LoadTests.Performance.Gates.Costs;

/// <summary>
/// Counts what each request costs one replica, from the replica's own counters, one request after the other. Each kind is sent in several
/// batches between two readings; what a reading itself costs is taken off.
/// </summary>
internal sealed class CounterRun : IDisposable
{
    /// <summary>Of processes of the same stores that can be counted: with more, numbers would be longer.</summary>
    public const int MostLives = 9;

    private const int WarmUps = 40;
    private const int Batches = 9;

    // As many as there are users, so that in a batch each one's cart is touched once.
    private const int BatchSize = PairedPlan.Subjects;

    // So many numbers for each life, and none below it: keys and names are new in each, and as long as in the others.
    private const int NumbersPerLife = 100_000;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);
    private readonly HttpClient _http;
    private readonly SlotUsers _users;
    private readonly Dictionary<int, string> _given = [];
    private int _sent;

    /// <param name="life">Which process of these stores is counted, from 1 to <see cref="MostLives"/>.</param>
    public CounterRun(Uri replica, SlotUsers users, int life)
    {
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false })
        {
            BaseAddress = replica,
            Timeout = Deadline,
        };
        _users = users;
        _sent = life * NumbersPerLife;
    }

    /// <summary>Makes all requests known, before any is counted: code is compiled, stores learn scripts and statements.</summary>
    /// <exception cref="InvalidRunException">A request was not answered as it has to be.</exception>
    public async Task WarmUpAsync(CancellationToken cancellationToken)
    {
        foreach (var request in CountedRequests.All)
        {
            for (var i = 0; i < WarmUps; i++)
            {
                await SendAsync(request, await PrepareAsync(request, cancellationToken), cancellationToken);
            }
        }
    }

    /// <exception cref="InvalidRunException">A request was not answered as it has to be.</exception>
    public async Task<IReadOnlyList<RequestCost>> CountAsync(IEnumerable<CountedRequest> requests, CancellationToken cancellationToken)
    {
        var costs = new List<RequestCost>();
        foreach (var request in requests)
        {
            costs.Add(await CostAsync(request, cancellationToken));
        }

        return costs;
    }

    public void Dispose() => _http.Dispose();

    private async Task<RequestCost> CostAsync(CountedRequest request, CancellationToken cancellationToken)
    {
        var alone = await SpentAsync(() => Task.CompletedTask, cancellationToken);
        var spent = await SpentAsync(
            async () =>
            {
                var prepared = new int[BatchSize];
                for (var i = 0; i < BatchSize; i++)
                {
                    prepared[i] = await PrepareAsync(request, cancellationToken);
                }

                return prepared;
            },
            async prepared =>
            {
                foreach (var n in prepared)
                {
                    await SendAsync(request, n, cancellationToken);
                }
            },
            cancellationToken);
        var least = Counters.Least(spent) - Counters.Least(alone);
        var middle = Counters.Middle(spent) - Counters.Middle(alone);
        return new RequestCost(
            request.Name,
            PerRequest(least.RedisCommands),
            PerRequest(least.SqlCommands),
            PerRequest(least.Exceptions),
            middle.AllocatedBytes / BatchSize,
            middle.ResponseBytes / BatchSize)
        {
            Tolerance = request.Tolerance,
        };
    }

    private static double PerRequest(long count) => Math.Round(count / (double)BatchSize, 2);

    private Task<IReadOnlyList<Counters>> SpentAsync(Func<Task> batch, CancellationToken cancellationToken) =>
        SpentAsync(() => Task.FromResult<int[]>([]), _ => batch(), cancellationToken);

    /// <summary>What the counters grew by in each batch, one reading included.</summary>
    private async Task<IReadOnlyList<Counters>> SpentAsync(
        Func<Task<int[]>> prepare, Func<int[], Task> batch, CancellationToken cancellationToken)
    {
        var spent = new List<Counters>();
        for (var i = 0; i < Batches; i++)
        {
            var prepared = await prepare();
            var before = await ReadAsync(cancellationToken);
            await batch(prepared);
            spent.Add(await ReadAsync(cancellationToken) - before);
        }

        return spent;
    }

    /// <returns>The number of the request that is prepared.</returns>
    private async Task<int> PrepareAsync(CountedRequest request, CancellationToken cancellationToken)
    {
        var n = _sent++;
        await BeforeAsync(request.Before, n, cancellationToken);
        return n;
    }

    private async Task BeforeAsync(CountedRequest? request, int n, CancellationToken cancellationToken)
    {
        if (request is not null)
        {
            await BeforeAsync(request.Before, n, cancellationToken);
            await SendAsync(request, n, cancellationToken);
        }
    }

    private async Task SendAsync(CountedRequest request, int n, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(
            request.Method, request.Path(n).Replace("{given}", _given.GetValueOrDefault(n), StringComparison.Ordinal));
        message.Content = request.Body is null ? null : JsonContent.Create(request.Body(n));
        message.Headers.Authorization = Token(request.As, n) is { } token ? new AuthenticationHeaderValue("Bearer", token) : null;
        if (request.Keyed)
        {
            message.Headers.Add("Idempotency-Key", $"counted-{n}");
        }

        using var response = await _http.SendAsync(message, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        if ((int)response.StatusCode != request.Status)
        {
            throw new InvalidRunException(
                $"'{request.Name}' was answered {(int)response.StatusCode}, not {request.Status}, while its cost was counted.",
                    "Does 'run smoke' pass?");
        }

        Remember(request, n, text);
    }

    /// <summary>Keeps what a request that comes after this one needs of its answer.</summary>
    private void Remember(CountedRequest request, int n, string text)
    {
        if (request.Gives is { } field)
        {
            _given[n] = JsonSerializer.Deserialize<JsonElement>(text).GetProperty(field).ToString();
        }
    }

    private string? Token(Caller caller, int n) => caller switch
    {
        Caller.User => _users.Tokens[n % _users.Tokens.Count],
        Caller.Admin => _users.Admin,
        Caller.Fresh => _given[n],
        _ => null,
    };

    private async Task<Counters> ReadAsync(CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, "/replica/counters");
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _users.Admin);
        using var response = await _http.SendAsync(message, cancellationToken);
        return response.IsSuccessStatusCode
            ? (await response.Content.ReadFromJsonAsync<Counters>(cancellationToken))!
            : throw new InvalidRunException(
                $"The counters of the candidate were answered with {(int)response.StatusCode}.", "Is GET /replica/counters mapped?");
    }

    /// <summary>What is used of the answer of <c>GET /replica/counters</c>.</summary>
    private sealed record Counters(long RedisCommands, long SqlCommands, long Exceptions, long AllocatedBytes, long ResponseBytes)
    {
        public static Counters operator -(Counters one, Counters other) => new(
            one.RedisCommands - other.RedisCommands,
            one.SqlCommands - other.SqlCommands,
            one.Exceptions - other.Exceptions,
            one.AllocatedBytes - other.AllocatedBytes,
            one.ResponseBytes - other.ResponseBytes);

        /// <summary>Of each counter by itself.</summary>
        public static Counters Least(IReadOnlyList<Counters> all) => At(all, 0);

        /// <inheritdoc cref="Least"/>
        public static Counters Middle(IReadOnlyList<Counters> all) => At(all, all.Count / 2);

        private static Counters At(IReadOnlyList<Counters> all, int place)
        {
            long Of(Func<Counters, long> counter) => all.Select(counter).Order().ElementAt(place);
            return new(
                Of(one => one.RedisCommands), Of(one => one.SqlCommands), Of(one => one.Exceptions), Of(one => one.AllocatedBytes), Of(
                    one => one.ResponseBytes));
        }
    }
}
