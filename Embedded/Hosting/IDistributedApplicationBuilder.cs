namespace Aspire.Hosting;

/// <summary>Builds an application from resources.</summary>
public interface IDistributedApplicationBuilder
{
    /// <summary>Settings: appsettings files beside the AppHost, environment, command line.</summary>
    ConfigurationManager Configuration { get; }

    /// <summary>Folder of the AppHost's project.</summary>
    string AppHostDirectory { get; }

    /// <summary>The AppHost's assembly.</summary>
    Assembly? AppHostAssembly { get; }

    /// <summary>The AppHost's environment. Services have their own.</summary>
    IHostEnvironment Environment { get; }

    /// <summary>Services of the host process.</summary>
    IServiceCollection Services { get; }

    /// <summary>Subscriptions to what happens.</summary>
    IDistributedApplicationEventing Eventing { get; }

    /// <summary>The resources so far.</summary>
    IResourceCollection Resources { get; }

    /// <summary>What the application is being used for.</summary>
    DistributedApplicationExecutionContext ExecutionContext { get; }

    /// <summary>Adds a resource.</summary>
    /// <exception cref="DistributedApplicationException">There is one of this name already.</exception>
    IResourceBuilder<T> AddResource<T>(T resource) where T : IResource;

    /// <summary>A builder of a resource that is not added.</summary>
    IResourceBuilder<T> CreateResourceBuilder<T>(T resource) where T : IResource;

    /// <summary>The application, ready to run.</summary>
    DistributedApplication Build();
}
