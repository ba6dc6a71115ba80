namespace AspireStateless.Embedded.Tests;

/// <summary>Resources that start only when told to.</summary>
public sealed class ExplicitStartTests
{
    [Fact]
    public async Task An_explicitly_started_resource_is_NotStarted_until_the_start_command()
    {
        var builder = Graph.New();
        builder.AddSample().WithExplicitStart();
        await using var app = await builder.StartAsync();

        var idle = app.Now("sample");
        Assert.Equal(KnownResourceStates.NotStarted, idle.Snapshot.State?.Text);
        Assert.DoesNotContain(idle.Snapshot.Properties, property => property.Name == "executable.pid");

        Assert.True((await app.CommandAsync("sample", KnownResourceCommands.StartCommand)).Success);
        var running = app.Now("sample");
        Assert.Equal((idle.ResourceId, KnownResourceStates.Running), (running.ResourceId, running.Snapshot.State?.Text));
    }

    [Fact]
    public async Task Its_endpoint_is_there_before_it_is()
    {
        var builder = Graph.New();
        builder.AddSample().WithExplicitStart();
        await using var app = await builder.StartAsync();

        var asking = Sample.AskAsync(app);
        await app.CommandAsync("sample", KnownResourceCommands.StartCommand);

        Assert.Equal($"{app.Now("sample").Pid()}", await asking);
    }
}
