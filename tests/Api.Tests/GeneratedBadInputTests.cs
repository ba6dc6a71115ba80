using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using AspireStateless.Api.Tests.Inputs;
using AspireStateless.Api.Tests.Servers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AspireStateless.Api.Tests;

/// <summary>Nothing in any part of a request to any operation makes the service fail, and what is wrong writes nothing.</summary>
public sealed class GeneratedBadInputTests(Stores stores)
{
    /// <summary>For many: <c>BAD_INPUTS=10000 ./test --filter-class '*GeneratedBadInput*'</c>; the same ones by BAD_INPUTS_SEED.</summary>
    private const int Usual = 400;

    private static readonly string[] Tables = ["users", "products", "orders", "units", "order_keys"];

    [Fact]
    public async Task No_request_makes_the_service_fail_and_a_wrong_one_is_refused_and_writes_nothing()
    {
        // Stores of its own: what is in them is compared. Nothing else writes to them for as long.
        await using var redis = new RedisServer();
        await redis.StartAsync();
        var own = stores.With(redis).With(stores.Postgres, await stores.Postgres.CreateDatabaseAsync());
        using var host = new ApiHost(
            own, ("Sessions:Lifetime", "1.00:00:00"), ("Sessions:Cap", "2.00:00:00"), ("Sessions:Cookie", "session"));
        using var client = host.CreateClient();
        var document = await client.GetFromJsonAsync<JsonObject>("/openapi/v1.json", TestContext.Current.CancellationToken);
        var forms = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => endpoint.RoutePattern.RawText!).Where(path => path.StartsWith("/page/", StringComparison.Ordinal));
        var requests = new BrokenRequests(
            ApiOperation.Of(document!), [.. forms], (await client.EnterAsAdminAsync()).Token, (await client.EnterAsync()).Token);
        var (count, seed) = (Setting("BAD_INPUTS", Usual), Setting("BAD_INPUTS_SEED", RandomNumberGenerator.GetInt32(1_000_000_000)));
        var random = new Random(seed);
        var all = Enumerable.Range(0, count).Select(_ => requests.Next(random)).ToLookup(request => request.IsWrong);

        var before = await ContentAsync();
        var accepted = await SendAsync(all[true], status => status is < 400 or >= 500);
        var after = await ContentAsync();
        var failed = await SendAsync(all[false], status => status >= 500);

        Assert.True(accepted.Count + failed.Count == 0, $"BAD_INPUTS_SEED={seed}\n{string.Join("\n\n", [.. accepted, .. failed])}");
        Assert.True(before == after, $"A refused request wrote something, with BAD_INPUTS_SEED={seed}.\n{before}\n{after}");

        async Task<IReadOnlyList<string>> SendAsync(IEnumerable<RawRequest> sent, Func<int, bool> isBad)
        {
            List<string> bad = [];
            await Parallel.ForEachAsync(
                sent,
                new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = TestContext.Current.CancellationToken },
                async (request, cancellationToken) =>
                {
                    var (status, answer) = await request.SendAsync(client.BaseAddress!, cancellationToken);
                    // A busy machine may miss a store's deadline now and then; what always does is found.
                    for (var again = 0; again < 10 && status == 503; again++)
                    {
                        (status, answer) = await request.SendAsync(client.BaseAddress!, cancellationToken);
                    }

                    lock (bad)
                    {
                        // One of each kind is enough to read.
                        if (isBad(status) && !bad.Exists(known => known.StartsWith(request.What, StringComparison.Ordinal)))
                        {
                            bad.Add($"{request.What} ({status})\n  {request}\n{answer}");
                        }
                    }
                });
            return bad;
        }

        async Task<string> ContentAsync()
        {
            var rows = await Task.WhenAll(Tables.Select(async table => (string)(await stores.Postgres.ExecuteAsync(
                $"SELECT count(*) || md5(coalesce(string_agg(t::text, ',' ORDER BY t::text), '')) FROM {table} t", own.Database))!));
            // What the job does by itself is nobody's request.
            var keys = await redis.SendAsync(
                "EVAL \"local all = redis.call('KEYS', '*') table.sort(all) local content = '' for _, key in ipairs(all) do "
                + "if not string.find(key, 'job') then content = content .. key .. redis.sha1hex(redis.call('DUMP', key)) end end "
                + "return content\" 0");
            return string.Join(' ', rows) + keys;
        }
    }

    private static int Setting(string name, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : usual;
}
