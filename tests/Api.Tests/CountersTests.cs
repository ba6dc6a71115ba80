using System.Net;
using System.Net.Http.Json;
using AspireStateless.Api.Counters;
using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests;

/// <summary>A replica counts what it does, with the counters of the client libraries: no call to a store escapes.</summary>
public sealed class CountersTests(Stores stores) : IAsyncLifetime
{
    // What happens by itself, such as a keep-alive, only ever adds.
    private const int Tries = 5;

    private static readonly (string, string)[] Calm = [("Jobs__Period", "1.00:00:00"), ("Storage__Deadline", "00:00:00.9")];

    private ReplicaProcess _replica = null!;
    private LoggedIn _admin = null!;

    public async ValueTask InitializeAsync()
    {
        _replica = await ReplicaProcess.StartAsync(stores, Calm);
        _admin = await _replica.Client.EnterAsAdminAsync();
    }

    [Fact]
    public async Task A_visit_costs_one_command_of_Redis_and_none_of_Postgres()
    {
        var cost = await CostAsync(_replica, _admin, () => _replica.Client.CountAsync("home"));

        Assert.Equal((1, 0, 0), (cost.Redis, cost.Sql, cost.Exceptions));
    }

    [Theory]
    [InlineData("RedisOnVisits", 2, 0)]
    [InlineData("QueryOnVisits", 1, 1)]
    public async Task A_call_more_for_a_visit_is_seen(string slowdown, long redis, long sql)
    {
        using var slow = await ReplicaProcess.StartWithBugAsync(stores, slowdown, Calm);

        var cost = await CostAsync(slow, await slow.Client.EnterAsAdminAsync(), () => slow.Client.CountAsync("home"));

        Assert.Equal((redis, sql), (cost.Redis, cost.Sql));
    }

    [Fact]
    public async Task A_read_of_the_own_record_costs_one_command_of_each()
    {
        var cost = await CostAsync(_replica, _admin, () => _replica.Client.CallAsync(_admin, HttpMethod.Get, "/data"));

        Assert.Equal((1, 1), (cost.Redis, cost.Sql));
    }

    [Fact]
    public async Task Requests_are_counted_by_route_and_status_with_their_bytes()
    {
        var before = await ReadAsync(_replica, _admin);
        using (var missing = await _replica.Client.GetAsync("/products/NOT-THERE", TestContext.Current.CancellationToken))
        {
            Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        }

        using (var nothing = await _replica.Client.GetAsync("/no/such/thing", TestContext.Current.CancellationToken))
        {
            Assert.Equal(HttpStatusCode.NotFound, nothing.StatusCode);
        }

        var after = await ReadAsync(_replica, _admin);

        Assert.Equal(1, CountOf(after, "/products/{sku}", 404) - CountOf(before, "/products/{sku}", 404));
        Assert.Equal(1, CountOf(after, "other", 404) - CountOf(before, "other", 404));
        Assert.InRange(after.ResponseBytes - before.ResponseBytes, 500, 20_000);
        Assert.True(after.AllocatedBytes > before.AllocatedBytes && after.CpuMicroseconds > before.CpuMicroseconds);
    }

    [Fact]
    public async Task Only_the_admin_reads_them()
    {
        using var anonymous = await _replica.Client.GetAsync("/replica/counters", TestContext.Current.CancellationToken);
        var user = await _replica.Client.EnterAsync();
        using var forbidden = await _replica.Client.SendAsync(user, HttpMethod.Get, "/replica/counters");

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden), (anonymous.StatusCode, forbidden.StatusCode));
    }

    public ValueTask DisposeAsync()
    {
        _replica.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>What one request adds beyond the reading itself: the least of a few tries.</summary>
    private static async Task<Cost> CostAsync(ReplicaProcess replica, LoggedIn admin, Func<Task> request)
    {
        // The first ones open connections and tell the stores of scripts and statements.
        await request();
        var reading = await LeastAsync(replica, admin, () => Task.CompletedTask);
        var all = await LeastAsync(replica, admin, request);
        return new(all.Redis - reading.Redis, all.Sql - reading.Sql, all.Exceptions - reading.Exceptions);
    }

    private static async Task<Cost> LeastAsync(ReplicaProcess replica, LoggedIn admin, Func<Task> request)
    {
        var costs = new List<Cost>();
        for (var i = 0; i < Tries; i++)
        {
            var before = await ReadAsync(replica, admin);
            await request();
            var after = await ReadAsync(replica, admin);
            costs.Add(new(
                after.RedisCommands - before.RedisCommands, after.SqlCommands - before.SqlCommands, after.Exceptions - before.Exceptions));
        }

        return new(costs.Min(cost => cost.Redis), costs.Min(cost => cost.Sql), costs.Min(cost => cost.Exceptions));
    }

    private static async Task<ReplicaTotals> ReadAsync(ReplicaProcess replica, LoggedIn admin)
    {
        using var response = await replica.Client.SendAsync(admin, HttpMethod.Get, "/replica/counters");
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<ReplicaTotals>(TestContext.Current.CancellationToken))!;
    }

    private static long CountOf(ReplicaTotals totals, string route, int status) =>
        totals.Requests.Where(request => request.Route == route && request.Status == status).Sum(request => request.Count);

    private sealed record Cost(long Redis, long Sql, long Exceptions);
}
