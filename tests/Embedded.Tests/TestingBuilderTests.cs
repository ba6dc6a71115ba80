extern alias SampleAppHost;

using Aspire.Hosting.Testing;
using SampleAppHostProject = SampleAppHost::Projects.SampleAppHost;

namespace AspireStateless.Embedded.Tests;

/// <summary>An AppHost's own graph in a test.</summary>
public sealed class TestingBuilderTests
{
    [Fact]
    public async Task The_AppHosts_entry_point_builds_the_graph_and_the_test_runs_it()
    {
        await using var builder = await CreateAsync("--Stores=false", "--Replicas=2");
        await using var app = await builder.BuildAsync(Deadline.Token);
        await app.StartAsync(Deadline.Token);

        using var http = app.CreateHttpClient("sample");
        var answered = await http.GetStringAsync(new Uri("/", UriKind.Relative), Deadline.Token);

        var pids = (await app.AllReachAsync("sample", KnownResourceStates.Running, count: 2)).Select(instance => $"{instance.Pid()}");
        Assert.Contains(answered, pids);
        Assert.Equal(app.GetEndpoint("sample"), app.GetEndpoint("sample", "http"));
        Assert.Equal(http.BaseAddress, app.GetEndpoint("sample"));
    }

    [Fact]
    public async Task The_graph_can_be_changed_before_it_is_built()
    {
        await using var builder = await CreateAsync("--Stores=false", "--Replicas=1");
        Assert.Equal(["sample"], builder.Resources.Select(resource => resource.Name));
        builder.CreateResourceBuilder((ProjectResource)builder.Resources[0]).WithEnvironment("BY_THE_TEST", "yes");

        await using var app = await builder.BuildAsync(Deadline.Token);
        await app.StartAsync(Deadline.Token);

        Assert.Equal("yes", (await app.ReachesAsync("sample", KnownResourceStates.Running)).Variable("BY_THE_TEST"));
    }

    [Fact]
    public async Task Ports_are_random_and_data_temporary_so_that_tests_run_side_by_side()
    {
        await using var one = await CreateAsync("--Stores=false", "--Replicas=1");
        await using var other = await CreateAsync("--Stores=false", "--Replicas=1");
        var applications = await Task.WhenAll(one.BuildAsync(Deadline.Token), other.BuildAsync(Deadline.Token));
        await Task.WhenAll(applications.Select(app => app.StartAsync(Deadline.Token)));

        Assert.NotEqual(applications[0].GetEndpoint("sample"), applications[1].GetEndpoint("sample"));
        Assert.DoesNotContain(5181, applications.Select(app => app.GetEndpoint("sample").Port));
    }

    [Fact]
    public async Task What_the_entry_point_throws_is_the_tests_to_see()
    {
        var refused = await Assert.ThrowsAsync<DistributedApplicationException>(() => CreateAsync("--Stores=false", "--Replicas=0"));

        Assert.Contains("1 or more", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Addresses_are_not_known_before_the_start_and_unknown_names_are_refused()
    {
        await using var builder = await CreateAsync("--Stores=false");
        await using var app = await builder.BuildAsync(Deadline.Token);

        Assert.Throws<InvalidOperationException>(() => app.GetEndpoint("sample"));
        Assert.Throws<ArgumentException>(() => app.GetEndpoint("nobody"));
        Assert.Throws<ArgumentException>(() => app.GetEndpoint("sample", "nowhere"));
        await Assert.ThrowsAsync<ArgumentException>(async () => await app.GetConnectionStringAsync("sample", Deadline.Token));
    }

    [Fact]
    public async Task A_builder_that_is_not_built_can_be_left()
    {
        var builder = await CreateAsync("--Stores=false");

        await builder.DisposeAsync();
    }

    private static Task<IDistributedApplicationTestingBuilder> CreateAsync(params string[] args) =>
        DistributedApplicationTestingBuilder.CreateAsync<SampleAppHostProject>(["--Logging:LogLevel:Default=None", .. args], Deadline.Token);
}
