using System.Net;
using AspireStateless.Api.Storage.Migrations;
using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests;

/// <summary>Old and new code live on one database as long as the newest step says so.</summary>
public sealed class MigrationsTests(Stores stores)
{
    private static readonly int Version = Migration.All[^1].Number;

    [Fact]
    public void The_steps_are_numbered_without_a_gap_and_none_needs_code_that_is_newer_than_itself()
    {
        Assert.Equal(Enumerable.Range(1, Migration.All.Count), Migration.All.Select(migration => migration.Number));
        Assert.All(Migration.All, migration => Assert.InRange(migration.Tolerates, 1, migration.Number));
    }

    [Fact]
    public async Task Code_works_on_a_database_that_newer_code_has_upgraded_and_that_tolerates_it()
    {
        var own = await UpgradedAsync(tolerates: Version);
        using var host = new ApiHost(own);
        using var client = host.CreateClient();

        Assert.True(await client.IsGoodAsync(await client.EnterAsync()));
    }

    [Fact]
    public async Task Code_that_is_too_old_is_not_ready_says_why_and_refuses_definitely_what_needs_the_database()
    {
        var own = await UpgradedAsync(tolerates: Version + 1);
        using var host = new ApiHost(own);
        using var client = host.CreateClient();

        using var health = await client.GetAsync("/health", TestContext.Current.CancellationToken);
        using var login = await client.PostLoginAsync("somebody", LoggedIn.Password);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        var problem = await ProblemAssert.IsAsync(login, HttpStatusCode.ServiceUnavailable, "store-unavailable", definite: true);
        Assert.Contains($"needs code of version {Version + 1}", (string?)problem["detail"], StringComparison.Ordinal);
        Assert.Equal(1, await client.CountAsync(Pages.New()));
    }

    private async Task<Stores> UpgradedAsync(int tolerates)
    {
        var own = stores.With(stores.Postgres, await stores.Postgres.CreateDatabaseAsync());
        using var host = new ApiHost(own);
        using var client = host.CreateClient();
        await client.EnterAsync();
        await stores.Postgres.ExecuteAsync(
            $"INSERT INTO migrations (number, name, tolerates) VALUES ({Version + 1}, 'of_the_future', {tolerates})", own.Database);
        return own;
    }
}
