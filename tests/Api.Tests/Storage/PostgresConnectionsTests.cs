using AspireStateless.Api.Storage.Postgres;
using AspireStateless.Api.Tests.Servers;
using Npgsql;

namespace AspireStateless.Api.Tests.Storage;

/// <summary>Who waits for whom when connections to Postgres are opened.</summary>
public sealed class PostgresConnectionsTests(Stores stores)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_finds_one_in_the_pool_waits_for_none_that_is_being_opened()
    {
        await using var way = new Relay(stores.Postgres.Port, TimeSpan.Zero);
        await using var source = SourceOf(way);
        var connections = new PostgresConnections(source);
        var first = await connections.OpenAsync(Cancellation);
        await using var second = await connections.OpenAsync(Cancellation);
        way.Each = TimeSpan.FromMinutes(1);
        // Two were opened, so that three may be at a time: all turns are taken.
        var opening = Enumerable.Range(0, 3).Select(_ => connections.OpenAsync(Cancellation).AsTask()).ToList();

        await first.DisposeAsync();
        var again = connections.OpenAsync(Cancellation);

        Assert.True(again.IsCompletedSuccessfully);
        await (await again).DisposeAsync();
        await Assert.ThrowsAsync<NpgsqlException>(() => Task.WhenAll(opening));
    }

    [Fact]
    public async Task One_is_opened_at_a_time_until_one_was()
    {
        await using var way = new Relay(stores.Postgres.Port, TimeSpan.FromMinutes(1));
        await using var source = SourceOf(way);
        var connections = new PostgresConnections(source);
        var opening = connections.OpenAsync(Cancellation).AsTask();

        await Assert.ThrowsAsync<TimeoutException>(() => connections.OpenAsync(Cancellation).AsTask());

        Assert.False(opening.IsCompleted);
        await Assert.ThrowsAsync<NpgsqlException>(() => opening);
    }

    private NpgsqlDataSource SourceOf(Relay way) => NpgsqlDataSource.Create(stores.Postgres.ConnectionStringBy(way.Port) + ";Timeout=3");
}
