namespace AspireStateless.Embedded.Tests;

/// <summary>Ids, processes, states and exit codes of instances.</summary>
public sealed class InstanceLifeTests
{
    [Fact]
    public async Task Every_instance_has_an_id_of_its_resources_name_and_eight_letters()
    {
        await using var app = await Three().StartAsync();

        var instances = await app.AllReachAsync("sample", KnownResourceStates.Running, count: 3);

        Assert.All(instances, instance => Assert.Matches("^sample-[a-z]{8}$", instance.ResourceId));
        Assert.Equal(3, instances.Select(instance => instance.Pid()).Distinct().Count());
        Assert.Equal(3, instances.Select(instance => instance.Variable("ASPNETCORE_URLS")).Distinct().Count());
        Assert.All(instances, instance =>
            Assert.Equal($"service.instance.id={instance.ResourceId[^8..]}", instance.Variable("OTEL_RESOURCE_ATTRIBUTES")));
    }

    [Fact]
    public async Task The_pid_is_the_applications_own()
    {
        await using var app = await One().StartAsync();
        var running = await app.ReachesAsync("sample", KnownResourceStates.Running);

        Assert.Equal($"{running.Pid()}", await Sample.AskAsync(app));
    }

    [Theory]
    [InlineData("stop and start")]
    [InlineData("crash and start")]
    [InlineData("restart")]
    public async Task An_instance_keeps_its_id_over_restarts_and_gets_a_new_pid_and_port(string how)
    {
        await using var app = await One().StartAsync();
        var before = await app.ReachesAsync("sample", KnownResourceStates.Running);
        switch (how)
        {
            case "stop and start":
                Assert.True((await app.CommandAsync("sample", KnownResourceCommands.StopCommand)).Success);
                break;
            case "crash and start":
                before.Kill();
                await app.ReachesAsync("sample", KnownResourceStates.Finished);
                break;
        }

        Assert.True((await app.CommandAsync("sample", how == "restart" ? "restart" : "start")).Success);

        var after = app.Now("sample");
        Assert.Equal(KnownResourceStates.Running, after.Snapshot.State?.Text);
        Assert.Equal(before.ResourceId, after.ResourceId);
        Assert.Equal(before.Variable("OTEL_RESOURCE_ATTRIBUTES"), after.Variable("OTEL_RESOURCE_ATTRIBUTES"));
        Assert.NotEqual(before.Pid(), after.Pid());
        Assert.NotEqual(before.Variable("ASPNETCORE_URLS"), after.Variable("ASPNETCORE_URLS"));
        Assert.True(after.Snapshot.StartTimeStamp > before.Snapshot.StartTimeStamp);
        Assert.Null(after.Snapshot.ExitCode);
        Assert.Null(after.Snapshot.StopTimeStamp);
        Assert.Equal($"{after.Pid()}", await Sample.AskAsync(app));
    }

    [Fact]
    public async Task A_killed_replica_is_Finished_with_137_and_nothing_restarts_it()
    {
        await using var app = await Three().StartAsync();
        var instances = await app.AllReachAsync("sample", KnownResourceStates.Running, count: 3);

        instances[0].Kill();
        var dead = await app.ReachesAsync(instances[0].ResourceId, KnownResourceStates.Finished);
        await app.CommandAsync(instances[1].ResourceId, KnownResourceCommands.RestartCommand);

        Assert.Equal(137, dead.Snapshot.ExitCode);
        Assert.True(dead.Snapshot.StopTimeStamp >= dead.Snapshot.StartTimeStamp);
        Assert.Same(dead, app.Now(instances[0].ResourceId));
        Assert.Equal(instances[2].Pid(), app.Now(instances[2].ResourceId).Pid());
    }

    [Fact]
    public async Task A_replica_that_ends_by_itself_is_Finished_with_its_own_exit_code()
    {
        await using var app = await One().StartAsync();
        using var http = new HttpClient { BaseAddress = Sample.Endpoint(app) };
        // With content, since HttpClient would send a request without any once more, to nobody.
        using var content = new StringContent("now");

        await Assert.ThrowsAsync<HttpRequestException>(() => http.PostAsync("/exit/7", content, Deadline.Token));
        var ended = await app.ReachesAsync("sample", KnownResourceStates.Finished);

        Assert.Equal(7, ended.Snapshot.ExitCode);
    }

    [Fact]
    public async Task A_replica_that_exits_at_once_is_Finished_too()
    {
        var builder = Graph.New();
        builder.AddSample("sample", "exit", "3");
        await using var app = await builder.StartAsync();

        Assert.Equal(3, (await app.ReachesAsync("sample", KnownResourceStates.Finished)).Snapshot.ExitCode);
    }

    [Fact]
    public async Task A_replica_that_cannot_be_made_FailedToStart_and_can_be_started_when_the_cause_is_gone()
    {
        var broken = true;
        var builder = Graph.New();
        builder.AddSample().WithEnvironment(_ => Assert.False(broken, "broken on purpose"));
        await using var app = await builder.StartAsync();

        var failed = await app.ReachesAsync("sample", KnownResourceStates.FailedToStart);
        Assert.Null(failed.Snapshot.ExitCode);
        await app.PrintsAsync(failed.ResourceId, "broken on purpose");

        broken = false;
        Assert.True((await app.CommandAsync("sample", KnownResourceCommands.StartCommand)).Success);
        Assert.Equal(KnownResourceStates.Running, app.Now("sample").Snapshot.State?.Text);
    }

    [Fact]
    public async Task A_snapshot_tells_what_runs_and_where()
    {
        await using var app = await One().StartAsync();
        var running = await app.ReachesAsync("sample", KnownResourceStates.Running);

        Assert.Equal("Project", running.Snapshot.ResourceType);
        Assert.Equal(new Projects.SampleService().ProjectPath, running.Fact("project.path"));
        Assert.Equal("http", running.Fact("project.launchProfile"));
        Assert.Equal(Path.GetDirectoryName(new Projects.SampleService().ProjectPath), running.Fact("executable.workDir"));
        Assert.EndsWith("dotnet", (string)running.Fact("executable.path")!, StringComparison.Ordinal);
        Assert.Equal(Sample.Endpoint(app), new Uri(Assert.Single(running.Snapshot.Urls).Url));
        Assert.NotNull(running.Snapshot.CreationTimeStamp);
    }

    [Fact]
    public async Task A_link_that_was_added_is_shown_with_its_text_and_its_runtime_values()
    {
        var builder = Graph.New();
        var sample = builder.AddSample();
        sample.WithUrl($"{sample.GetEndpoint("http")}/reports", "Reports").WithUrl("https://example.org/");
        await using var app = await builder.StartAsync();
        var running = await app.ReachesAsync("sample", KnownResourceStates.Running);

        Assert.Equal(
            [(Sample.Endpoint(app) + "reports", "Reports"), ("https://example.org/", "")],
            running.Snapshot.Urls.Skip(1).Select(url => (url.Url, url.DisplayProperties.DisplayName)));
    }

    private static IDistributedApplicationBuilder One()
    {
        var builder = Graph.New();
        builder.AddSample();
        return builder;
    }

    private static IDistributedApplicationBuilder Three()
    {
        var builder = Graph.New();
        builder.AddSample().WithReplicas(3);
        return builder;
    }
}
