namespace AspireStateless.Embedded.Tests.Running;

/// <summary>Builds and starts the graphs of tests: without dashboard, on random ports, with temporary data.</summary>
internal static class Graph
{
    internal static IDistributedApplicationBuilder New(params string[] args) => DistributedApplication.CreateBuilder(new DistributedApplicationOptions
    {
        AssemblyName = typeof(Graph).Assembly.GetName().Name,
        DisableDashboard = true,
        Args = ["--Data=temporary", "--DcpPublisher:RandomizePorts=true", "--Logging:LogLevel:Default=None", .. args],
    });

    internal static IResourceBuilder<ProjectResource> AddSample(
        this IDistributedApplicationBuilder builder, string name = "sample", params string[] behaviour) =>
        builder.AddProject<Projects.SampleService>(name).WithArgs(behaviour);

    /// <summary>Builds and starts; nothing is left behind when the start fails.</summary>
    internal static async Task<DistributedApplication> StartAsync(this IDistributedApplicationBuilder builder)
    {
        var app = builder.Build();
        try
        {
            await app.StartAsync(Deadline.Token);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }
}
