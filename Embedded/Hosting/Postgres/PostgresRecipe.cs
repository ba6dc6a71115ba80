namespace Aspire.Hosting.Postgres;

/// <summary>Runs the machine's <c>postgres</c>.</summary>
internal sealed class PostgresRecipe(PostgresServerResource server) : ILaunchRecipe
{
    private PostgresFolder? folder;

    // The fast shutdown, as the official image asks for: clients are cut, nothing acknowledged is lost, no recovery at the next start.
    // SIGTERM would wait for clients to leave by themselves.
    public Signal StopSignal => Signal.Interrupt;

    public void CheckMachine() => Array.ForEach(["postgres", "initdb"], program => PostgresPrograms.Find(program, server));

    public async Task PrepareAsync(LaunchContext context)
    {
        folder = await PostgresFolder.OfAsync(DataVolumeAnnotation.FolderOf(context), context.Logger).ConfigureAwait(false);
        context.Services.Launcher.Guard(folder.Path);
        await PostgresCluster.EndFormerProcessesAsync(folder.Path, context.CancellationToken).ConfigureAwait(false);
        await PostgresCluster.MakeAsync(folder, server, context).ConfigureAwait(false);
    }

    public Task<ProcessStart> CommandAsync(LaunchContext context) => Task.FromResult(new ProcessStart(
        PostgresPrograms.Find("postgres", server),
        [
            "-D", folder!.Path, "-p", $"{server.PrimaryEndpoint.Port}", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=",
            "-c", "logging_collector=off", .. context.Arguments,
        ],
        folder.Path, context.Environment, folder.User));
}
