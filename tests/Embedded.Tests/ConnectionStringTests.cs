using Aspire.Hosting.Testing;

namespace AspireStateless.Embedded.Tests;

/// <summary>Stores that somebody else runs.</summary>
public sealed class ConnectionStringTests
{
    [Fact]
    public async Task It_is_read_from_the_configuration_and_can_have_a_variable_of_its_own()
    {
        var builder = Graph.New("--ConnectionStrings:outside=Host=elsewhere");
        builder.AddSample().WithReference(builder.AddConnectionString("outside", "OUTSIDE_STORE"));
        await using var app = await builder.StartAsync();

        Assert.Equal("Host=elsewhere", await app.GetConnectionStringAsync("outside", Deadline.Token));
        Assert.Equal("Host=elsewhere", (await app.ReachesAsync("sample", KnownResourceStates.Running)).Variable("OUTSIDE_STORE"));
        await app.ReachesAsync("outside", KnownResourceStates.Running);
    }

    [Fact]
    public async Task A_missing_one_says_how_to_set_it()
    {
        var builder = Graph.New();
        builder.AddSample().WithReference(builder.AddConnectionString("outside"));
        await using var app = await builder.StartAsync();

        await app.ReachesAsync("outside", KnownResourceStates.ValueMissing);
        await app.PrintsAsync(
            (await app.ReachesAsync("sample", KnownResourceStates.FailedToStart)).ResourceId,
            "Connection string 'outside' has no value. Set it with --ConnectionStrings:outside=<value>, or ConnectionStrings__outside in the environment.");
    }
}
