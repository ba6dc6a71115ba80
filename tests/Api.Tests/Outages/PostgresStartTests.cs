using System.Net;
using AspireStateless.Api.Tests.Servers;
using Npgsql;

namespace AspireStateless.Api.Tests.Outages;

/// <summary>A replica that starts while Postgres is gone or does not answer waits for it, and does without it what it can.</summary>
[Collection(Timed.Collection)]
public sealed class PostgresStartTests(Stores stores) : IAsyncLifetime
{
    private readonly PostgresServer _postgres = new();

    public async ValueTask InitializeAsync() => await _postgres.InitializeAsync();

    [Fact]
    public async Task A_replica_that_starts_in_the_absence_counts_visits_and_is_ready_after_the_return()
    {
        await _postgres.KillAsync();
        using var late = await ReplicaProcess.StartAsync(stores.With(_postgres));

        Assert.Equal(1, await late.Client.CountAsync(Pages.New()));
        using (var login = await late.Client.PostLoginAsync("somebody", LoggedIn.Password))
        {
            await ProblemAssert.IsAsync(login, HttpStatusCode.ServiceUnavailable, "store-unavailable", definite: true);
        }

        await _postgres.StartAsync();

        Assert.InRange(await IsReadyAsync(late), TimeSpan.Zero, Promise.RecoveryLimit);
    }

    [Fact]
    public async Task A_replica_that_starts_while_Postgres_accepts_and_does_not_answer_goes_on_trying_and_is_ready_afterwards()
    {
        // The first connection of a process reads the types. It waits now, and the process's others wait for it.
        var lockTypes = _postgres.ExecuteAsync("DO $$ BEGIN LOCK TABLE pg_range IN ACCESS EXCLUSIVE MODE; PERFORM pg_sleep(60); END $$");
        await Condition.BecomesTrueAsync(
            async () => await _postgres.ExecuteAsync(
                "SELECT pid FROM pg_locks WHERE relation = 'pg_range'::regclass AND granted") is not null,
            "the types are locked");
        using var late = await ReplicaProcess.StartAsync(stores.With(_postgres));

        for (var probe = 0; probe < 5; probe++)
        {
            using var health = await late.Client.GetAsync("/health", TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        }

        await _postgres.ExecuteAsync("SELECT pg_cancel_backend(pid) FROM pg_locks WHERE relation = 'pg_range'::regclass AND granted");
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => lockTypes);
        Assert.InRange(await IsReadyAsync(late), TimeSpan.Zero, Promise.RecoveryLimit);
    }

    public async ValueTask DisposeAsync() => await _postgres.DisposeAsync();

    private static Task<TimeSpan> IsReadyAsync(ReplicaProcess replica) => Condition.BecomesTrueAsync(
        async () =>
        {
            using var health = await replica.Client.GetAsync("/health", TestContext.Current.CancellationToken);
            return health.IsSuccessStatusCode;
        },
        "it is ready");
}
