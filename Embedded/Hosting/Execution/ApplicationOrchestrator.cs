namespace Aspire.Hosting.Execution;

/// <summary>Starts the graph, and stops it.</summary>
internal sealed class ApplicationOrchestrator(
    DistributedApplicationModel model, InstanceServices services, ILogger<ApplicationOrchestrator> logger)
    : IHostedService, IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly List<ProcessInstance> instances = [];
    private readonly List<Task> background = [];

    /// <exception cref="DistributedApplicationException">There is no instance of this id.</exception>
    internal ProcessInstance Instance(string id) => instances.Find(instance => string.Equals(instance.Id, id, StringComparison.OrdinalIgnoreCase))
        ?? throw new DistributedApplicationException($"There is no instance '{id}'.");

    /// <summary>Does what can fail as a whole, before anything runs: checks the machine, takes the data folder, gives endpoints their addresses.</summary>
    /// <exception cref="DistributedApplicationException">The application cannot run here and now; the message says what to do.</exception>
    internal async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await services.Eventing.PublishAsync(new BeforeStartEvent(services.Provider, model), cancellationToken).ConfigureAwait(false);
        var resources = model.Resources.ToList();
        resources.ForEach(resource => LaunchRecipeAnnotation.Of(resource)?.CheckMachine());
        services.Data.Open();
        resources.ForEach(services.Endpoints.Allocate);
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var resource in model.Resources)
        {
            await IntroduceAsync(resource, cancellationToken).ConfigureAwait(false);
        }

        await Task.WhenAll(instances.Select(instance => StartAsync(instance, cancellationToken))).ConfigureAwait(false);
        await services.Eventing.PublishAsync(new AfterResourcesCreatedEvent(services.Provider, model), cancellationToken).ConfigureAwait(false);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        // Who depends goes first, so that a replica can still reach its stores while it finishes what it has begun.
        foreach (var layer in StopOrder.Of(model.Resources))
        {
            await Task.WhenAll(instances.Where(instance => layer.Contains(instance.Resource)).Select(instance => instance.StopAsync())).ConfigureAwait(false);
        }

        await Task.WhenAll(background).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // A start that failed half-way is not followed by a stop: what it had started goes here.
    public async ValueTask DisposeAsync()
    {
        if (!stopping.IsCancellationRequested)
        {
            await StopAsync(CancellationToken.None).ConfigureAwait(false);
        }

        stopping.Dispose();
        services.Data.Dispose();
    }

    private async Task IntroduceAsync(IResource resource, CancellationToken cancellationToken)
    {
        if (LaunchRecipeAnnotation.Of(resource) is { } recipe)
        {
            var replicas = Enumerable.Range(0, resource.GetReplicaCount());
            instances.AddRange(replicas.Select(_ => new ProcessInstance(resource, recipe, services)));
            if (resource is IResourceWithEndpoints)
            {
                await services.Eventing.PublishAsync(
                    new ResourceEndpointsAllocatedEvent(resource, services.Provider), cancellationToken).ConfigureAwait(false);
            }
        }
        else
        {
            background.Add(new PassiveResource(resource, services).RunAsync(stopping.Token));
        }

        background.Add(new HealthMonitor(resource, services, logger).RunAsync(stopping.Token));
    }

    private async Task StartAsync(ProcessInstance instance, CancellationToken cancellationToken)
    {
        if (instance.Resource.Annotations.OfType<ExplicitStartupAnnotation>().Any())
        {
            instance.AwaitExplicitStart();
            return;
        }

        try
        {
            await instance.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && exception is not OutOfMemoryException)
        {
            // One resource that does not start is its own state, FailedToStart; the others go on, and it can be started again.
            logger.LogError("{Message}", exception.Message);
        }
    }
}
