namespace Aspire.Hosting.Postgres;

/// <summary>Runs the machine's <c>postgres</c>.</summary>
internal sealed class PostgresRecipe(PostgresServerResource server) : ILaunchRecipe
{
    private PostgresFolder? folder;

    public string ResourceType => "Container";

    public string EndState => KnownResourceStates.Exited;

    // The fast shutdown, as the official image asks for: clients are cut, nothing acknowledged is lost, no recovery at the next start.
    // SIGTERM would wait for clients to leave by themselves.
    public Signal StopSignal => Signal.Interrupt;

    public IReadOnlyList<ResourcePropertySnapshot> Properties => [];

    public void CheckMachine()
    {
        foreach (var program in new[] { "postgres", "initdb" })
        {
            if (PostgresPrograms.Find(program) is null)
            {
                throw new DistributedApplicationException(
                    $"Resource '{server.Name}' needs {program}, which is not installed. Install it (Debian: apt-get install postgresql; "
                    + "macOS: brew install postgresql), or run the Aspire stack, which takes it from a container image: -p:HostingStack=Aspire.");
            }
        }
    }

    public async Task PrepareAsync(LaunchContext context)
    {
        var data = context.Services.Data;
        var volume = DataVolumeAnnotation.NameOf(server) is { } name ? data.ForVolume(name) : data.ForSession(context.InstanceId);
        folder = await PostgresFolder.OfAsync(volume, context.Logger).ConfigureAwait(false);
        context.Services.Launcher.Guard(folder.Path);
        await PostgresCluster.EndFormerProcessesAsync(folder.Path, context.CancellationToken).ConfigureAwait(false);
        await PostgresCluster.MakeAsync(folder, server, context).ConfigureAwait(false);
    }

    public Task<ProcessStart> CommandAsync(LaunchContext context) => Task.FromResult(new ProcessStart(
        PostgresPrograms.Find("postgres")!,
        [
            "-D", folder!.Path, "-p", $"{server.PrimaryEndpoint.Port}", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=",
            "-c", "logging_collector=off", .. context.Arguments,
        ],
        folder.Path, context.Environment)
    {
        User = folder.User,
    });
}
