namespace Aspire.Hosting.Testing;

/// <summary>The builder of an entry point that waits to build.</summary>
internal sealed class SuspendedBuilder(EntryPointRun entryPoint, DistributedApplicationBuilder builder) : IDistributedApplicationTestingBuilder
{
    private DistributedApplication? application;

    public ConfigurationManager Configuration => builder.Configuration;

    public string AppHostDirectory => builder.AppHostDirectory;

    public Assembly? AppHostAssembly => builder.AppHostAssembly;

    public IHostEnvironment Environment => builder.Environment;

    public IServiceCollection Services => builder.Services;

    public IDistributedApplicationEventing Eventing => builder.Eventing;

    public IResourceCollection Resources => builder.Resources;

    public DistributedApplicationExecutionContext ExecutionContext => builder.ExecutionContext;

    public IResourceBuilder<T> AddResource<T>(T resource) where T : IResource => builder.AddResource(resource);

    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource) where T : IResource => builder.CreateResourceBuilder(resource);

    public DistributedApplication Build() =>
        throw new InvalidOperationException("The AppHost's entry point builds the application: call BuildAsync.");

    public async Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default) =>
        application = await entryPoint.BuildAsync(cancellationToken).ConfigureAwait(false);

    public void Dispose()
    {
        entryPoint.Abandon();
        application?.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        entryPoint.Abandon();
        if (application is not null)
        {
            await application.DisposeAsync().ConfigureAwait(false);
        }
    }
}
