using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using AspireStateless.Stores.Programs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AspireStateless.Stores.Tests.Running;

/// <summary>The sample AppHost's graph in this process, on a folder of its own.</summary>
public sealed class RunningGraph : IAsyncLifetime
{
    private readonly TemporaryFolder _data = new();
    private IDistributedApplicationTestingBuilder? _owner;

    internal string Data => _data.Path;

    internal DistributedApplication Application { get; private set; } = null!;

    internal ResourceNotificationService Notifications => Application.ResourceNotifications;

    public async ValueTask InitializeAsync()
    {
        _owner = await DistributedApplicationTestingBuilder.CreateAsync<Projects.StoresAppHost>([$"--Data={_data.Path}"], Deadline.Token);
        // What resources print would be all that is seen of a failed test.
        _owner.Services.AddLogging(logging => logging.ClearProviders());
        Application = await _owner.BuildAsync(Deadline.Token);
        await Application.StartAsync(Deadline.Token);
        await Notifications.WaitForResourceHealthyAsync("waiter", Deadline.Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (_owner is not null)
        {
            await _owner.DisposeAsync();
        }

        _data.Dispose();
    }

    internal CustomResourceSnapshot Now(string resource) =>
        Notifications.TryGetCurrentState(resource, out var state) ? state.Snapshot
            : throw new InvalidOperationException($"'{resource}' has no state.");

    internal int Pid(string resource) => (int)Now(resource).Properties.Single(property => property.Name == "executable.pid").Value!;

    internal async Task KillAsync(string resource)
    {
        Signals.TrySend(Pid(resource), Signal.SIGKILL);
        await EndedAsync(resource);
    }

    internal Task EndedAsync(string resource) =>
        Notifications.WaitForResourceAsync(resource, KnownResourceStates.TerminalStates, Deadline.Token);

    internal Task ReachesAsync(string resource, string state) => Notifications.WaitForResourceAsync(resource, state, Deadline.Token);

    internal async Task CommandAsync(string resource, string command)
    {
        var result = await Application.ResourceCommands.ExecuteCommandAsync(resource, command, Deadline.Token);
        Assert.True(result.Success, result.Message);
    }

    internal async Task StartAsync(string resource)
    {
        await CommandAsync(resource, KnownResourceCommands.StartCommand);
        await Notifications.WaitForResourceHealthyAsync(resource, WaitBehavior.WaitOnResourceUnavailable, Deadline.Token);
    }

    internal async Task<string> ConnectionStringAsync(string resource) =>
        (await Application.GetConnectionStringAsync(resource, Deadline.Token))!;
}
