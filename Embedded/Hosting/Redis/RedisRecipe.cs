namespace Aspire.Hosting.Redis;

/// <summary>Runs the machine's <c>redis-server</c>.</summary>
internal sealed class RedisRecipe(RedisResource redis) : ILaunchRecipe
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const string Program = "redis-server";
    private static readonly string[] Besides = ["/usr/local/bin", "/opt/homebrew/bin"];
    private string folder = "";

    public string ResourceType => "Container";

    public string EndState => KnownResourceStates.Exited;

    public Signal StopSignal => Signal.Terminate;

    public IReadOnlyList<ResourcePropertySnapshot> Properties => [];

    public void CheckMachine()
    {
        if (ExecutablePath.Find(Program, Besides) is null)
        {
            throw new DistributedApplicationException(
                $"Resource '{redis.Name}' needs {Program}, which is not installed. Install it (Debian: apt-get install redis-server; "
                + "macOS: brew install redis), or run the Aspire stack, which takes it from a container image: -p:HostingStack=Aspire.");
        }
    }

    public async Task PrepareAsync(LaunchContext context)
    {
        var data = context.Services.Data;
        folder = DataVolumeAnnotation.NameOf(redis) is { } volume ? data.ForVolume(volume) : data.ForSession(context.InstanceId);
        // In a file and not on the command line, where every user of the machine could read the password.
        var settings = new List<string> { "bind 127.0.0.1", $"dir \"{folder}\"", $"port {redis.PrimaryEndpoint.Port}" };
        if (redis.PasswordParameter is { } password)
        {
            settings.Add($"requirepass \"{await password.GetValueAsync(context.CancellationToken).ConfigureAwait(false)}\"");
        }

        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = OwnerOnly };
        await using var file = new StreamWriter(Path.Combine(folder, "redis.conf"), options);
        await file.WriteAsync(string.Join('\n', settings)).ConfigureAwait(false);
    }

    public Task<ProcessStart> CommandAsync(LaunchContext context) => Task.FromResult(new ProcessStart(
        ExecutablePath.Find(Program, Besides)!, [Path.Combine(folder, "redis.conf"), .. context.Arguments], folder, context.Environment));
}
