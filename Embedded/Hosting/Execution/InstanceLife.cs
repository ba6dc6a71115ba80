namespace Aspire.Hosting.Execution;

/// <summary>One life of an instance: waiting, starting, running, stopping, over.</summary>
internal sealed class InstanceLife(IResource resource, string id, ILaunchRecipe recipe, InstanceServices services)
{
    /// <summary>How long a process may take to end in good order. The same six seconds as Aspire's, whatever the process would like.</summary>
    internal static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(6);

    private readonly ILogger logger = services.Loggers.GetLogger(id);
    private readonly CancellationTokenSource givenUp = new();
    private readonly TaskCompletionSource startNow = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<EndpointAnnotation, int> targetPorts = [];
    private ChildProcess? process;

    /// <summary>Completes when the process runs; fails when it cannot.</summary>
    internal Task Started { get; private set; } = Task.CompletedTask;

    /// <summary>Completes when the instance is in its last state.</summary>
    internal Task Over => over.Task;

    /// <summary>The process has ended, or never was; nothing but telling so is left.</summary>
    internal bool IsEnding { get; private set; }

    internal bool IsWaiting { get; private set; }

    /// <summary>Waits for other resources, then starts the process.</summary>
    internal void Begin()
    {
        Started = Task.Run(StartAsync);
        _ = Started.ContinueWith(
            started => started.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    /// <summary>Ends the waiting for other resources.</summary>
    internal void StartNow() => startNow.TrySetResult();

    /// <summary>Out of the proxy, then asked to end, then made to; completes when the process is gone.</summary>
    internal async Task StopAsync()
    {
        await givenUp.CancelAsync().ConfigureAwait(false);
        await Started.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!IsEnding && process is not null)
        {
            services.Endpoints.Leave(id);
            Publish(snapshot => snapshot with { State = KnownResourceStates.Stopping });
            await process.StopAsync(recipe.StopSignal, StopLimit).ConfigureAwait(false);
        }

        await Over.ConfigureAwait(false);
    }

    private async Task StartAsync()
    {
        try
        {
            if (resource is IResourceWithConnectionString)
            {
                await services.Eventing.PublishAsync(new ConnectionStringAvailableEvent(resource, services.Provider), givenUp.Token).ConfigureAwait(false);
            }

            await services.Eventing.PublishAsync(new BeforeResourceStartedEvent(resource, services.Provider), givenUp.Token).ConfigureAwait(false);
            await WaitForDependenciesAsync().ConfigureAwait(false);
            await LaunchAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (givenUp.IsCancellationRequested)
        {
            End(snapshot => snapshot with { State = KnownResourceStates.NotStarted });
            throw;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Callbacks and event handlers are the user's code: whatever they throw is why this instance did not start, and only that.
            logger.LogError("'{Instance}' failed to start: {Message}", id, exception.Message);
            await EndAsync(KnownResourceStates.FailedToStart, exitCode: null).ConfigureAwait(false);
            throw;
        }
    }

    private async Task WaitForDependenciesAsync()
    {
        var dependencies = new ResourceDependencies(services.Notifications, resource);
        if (!dependencies.Any)
        {
            return;
        }

        IsWaiting = true;
        Publish(snapshot => snapshot with
        {
            State = KnownResourceStates.Waiting,
            Properties = With(snapshot.Properties, new ResourcePropertySnapshot("resource.waitingFor", dependencies.Names)),
        });
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(givenUp.Token);
        var ready = dependencies.WaitAsync(waiting.Token);
        if (await Task.WhenAny(ready, startNow.Task).ConfigureAwait(false) == ready)
        {
            await ready.ConfigureAwait(false);
        }
        else
        {
            await waiting.CancelAsync().ConfigureAwait(false);
            await ready.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            givenUp.Token.ThrowIfCancellationRequested();
        }

        IsWaiting = false;
    }

    private async Task LaunchAsync()
    {
        Publish(snapshot => snapshot with
        {
            State = KnownResourceStates.Starting,
            ExitCode = null,
            StopTimeStamp = null,
            Ready = null,
            HealthReports = HealthMonitor.Unchecked(resource),
            Properties = snapshot.Properties.RemoveAll(property => property.Name is "resource.waitingFor" or "executable.pid"),
        });
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
        {
            targetPorts[endpoint] = endpoint.IsProxied ? endpoint.TargetPort ?? services.Ports.Take() : endpoint.AllocatedEndpoint!.Port;
        }

        var context = new LaunchContext(
            resource, id, targetPorts, services, logger, state => Publish(snapshot => snapshot with { State = state }), givenUp.Token);
        await recipe.PrepareAsync(context).ConfigureAwait(false);
        await context.ResolveAsync().ConfigureAwait(false);
        givenUp.Token.ThrowIfCancellationRequested();
        var command = await recipe.CommandAsync(context).ConfigureAwait(false);
        var urls = await UrlAnnotation.UrlsOfAsync(resource, givenUp.Token).ConfigureAwait(false);
        process = await services.Launcher.StartAsync(command, services.Loggers.Log(id)).ConfigureAwait(false);
        Publish(snapshot => snapshot with
        {
            State = KnownResourceStates.Running,
            StartTimeStamp = services.Now,
            Urls = urls,
            EnvironmentVariables = [.. context.Environment.Select(variable => new EnvironmentVariableSnapshot(variable.Key, variable.Value, IsFromSpec: true))],
            Properties = With(snapshot.Properties,
                new("executable.pid", process.Id), new("executable.path", command.Command), new("executable.workDir", command.WorkingDirectory)),
        });
        foreach (var (endpoint, port) in targetPorts)
        {
            services.Endpoints.TargetsOf(endpoint)?.Add(id, port);
        }

        _ = FollowAsync(process);
    }

    private async Task FollowAsync(ChildProcess running) =>
        await EndAsync(recipe.EndState, await running.Exited.ConfigureAwait(false)).ConfigureAwait(false);

    private async Task EndAsync(string state, int? exitCode)
    {
        var last = End(snapshot => snapshot with { State = state, ExitCode = exitCode, StopTimeStamp = services.Now });
        try
        {
            await services.Eventing.PublishAsync(new ResourceStoppedEvent(resource, services.Provider, last)).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            logger.LogError(exception, "A handler of the stopped event of '{Instance}' failed.", id);
        }
    }

    private ResourceEvent End(Func<CustomResourceSnapshot, CustomResourceSnapshot> change)
    {
        services.Endpoints.Leave(id);
        targetPorts.Where(entry => entry.Key is { IsProxied: true, TargetPort: null }).ToList().ForEach(entry => services.Ports.Release(entry.Value));

        // Who is told may ask for the next life at once; that one begins when this one is over, so that its states come after this one's.
        IsEnding = true;
        var last = Publish(change);
        over.SetResult();
        return last;
    }

    private ResourceEvent Publish(Func<CustomResourceSnapshot, CustomResourceSnapshot> change) =>
        services.Notifications.Publish(resource, id, change);

    private static ImmutableArray<ResourcePropertySnapshot> With(
        ImmutableArray<ResourcePropertySnapshot> properties, params ResourcePropertySnapshot[] changed) =>
        [.. properties.ExceptBy(changed.Select(property => property.Name), property => property.Name), .. changed];
}
