namespace Aspire.Hosting;

/// <inheritdoc />
public class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private readonly HostApplicationBuilder inner;

    /// <summary>A builder for the AppHost of the entry assembly.</summary>
    /// <param name="args">Command-line arguments: <c>--Key=Value</c> settings.</param>
    public DistributedApplicationBuilder(string[] args)
        : this(new DistributedApplicationOptions { Args = args, EnableResourceLogging = true }) { }

    /// <summary>A builder made to order.</summary>
    public DistributedApplicationBuilder(DistributedApplicationOptions options)
    {
        var settings = new HostApplicationBuilderSettings { Args = options.Args };
        EntryPointRun.Current?.Constructing(options, settings);
        if (options.AssemblyName is null)
        {
            StartFailure.ReportWhenUnhandled();
        }

        AppHostAssembly = options.AssemblyName is { } name ? Assembly.Load(name) : Assembly.GetEntryAssembly();
        AppHostDirectory = options.ProjectDirectory ?? Metadata("apphostprojectpath") ?? Directory.GetCurrentDirectory();
        settings.ContentRootPath = AppHostDirectory;
        inner = new HostApplicationBuilder(settings);
        inner.Configuration.AddInMemoryCollection([new("AppHost:Directory", AppHostDirectory)]);
        HostServices.Add(inner, this, options, AppHostName);
    }

    /// <inheritdoc />
    public ConfigurationManager Configuration => inner.Configuration;

    /// <inheritdoc />
    public string AppHostDirectory { get; }

    /// <inheritdoc />
    public Assembly? AppHostAssembly { get; }

    /// <inheritdoc />
    public IHostEnvironment Environment => inner.Environment;

    /// <inheritdoc />
    public IServiceCollection Services => inner.Services;

    /// <inheritdoc />
    public IDistributedApplicationEventing Eventing { get; } = new DistributedApplicationEventing();

    /// <inheritdoc />
    public IResourceCollection Resources { get; } = new ResourceCollection();

    /// <inheritdoc />
    public DistributedApplicationExecutionContext ExecutionContext { get; } = new();

    private string AppHostName => Metadata("apphostprojectname") ?? Environment.ApplicationName;

    /// <inheritdoc />
    public IResourceBuilder<T> AddResource<T>(T resource) where T : IResource
    {
        Resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    /// <inheritdoc />
    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource => new DistributedApplicationResourceBuilder<T>(this, resource);

    /// <inheritdoc />
    public DistributedApplication Build()
    {
        EntryPointRun.Current?.Building(this);
        var application = new DistributedApplication(inner.Build()) { Data = DataFolder.Of(this) };
        EntryPointRun.Current?.Built(application);
        return application;
    }

    private string? Metadata(string key) => AppHostAssembly?.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(attribute => attribute.Key == key)?.Value;
}
