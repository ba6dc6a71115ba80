namespace AspireStateless.Embedded.Tests;

/// <summary>Which profile of a service counts, and what there is without one.</summary>
public sealed class LaunchProfileTests
{
    [Theory]
    [InlineData("--AppHost:DefaultLaunchProfileName=other")]
    [InlineData("--DOTNET_LAUNCH_PROFILE=other")]
    public async Task The_AppHosts_profile_counts_if_the_service_has_one_of_that_name(string argument)
    {
        var builder = Graph.New(argument);
        builder.AddSample();
        await using var app = await builder.StartAsync();

        var running = await app.ReachesAsync("sample", KnownResourceStates.Running);

        Assert.Equal("other", running.Variable("FROM_PROFILE"));
        Assert.Equal("other", running.Fact("project.launchProfile"));
        Assert.Null(running.Variable("ASPNETCORE_ENVIRONMENT"));
    }

    [Fact]
    public void Otherwise_the_first_that_starts_the_project_counts()
    {
        var builder = Graph.New("--DOTNET_LAUNCH_PROFILE=unknown");
        var endpoint = Assert.Single(builder.AddSample().Resource.Annotations.OfType<EndpointAnnotation>());

        Assert.Equal(("http", 5181), (endpoint.Name, endpoint.Port));
    }

    [Fact]
    public void Without_a_profile_a_project_has_no_endpoint()
    {
        var builder = Graph.New();
        var project = builder.AddProject("bare", "../SampleAppHost/SampleAppHost.csproj");

        Assert.False(project.GetEndpoint("http").Exists);
        Assert.Throws<DistributedApplicationException>(() => project.WithHttpHealthCheck("/health"));
    }

    [Fact]
    public void A_project_that_is_not_there_is_refused_by_its_full_path()
    {
        var refused = Assert.Throws<DistributedApplicationException>(() => Graph.New().AddProject("missing", "../Nowhere/Nowhere.csproj"));

        Assert.Contains($"'{Path.GetFullPath("../Nowhere/Nowhere.csproj", Projects.Embedded_Tests.ProjectPath)}'", refused.Message, StringComparison.Ordinal);
    }
}
