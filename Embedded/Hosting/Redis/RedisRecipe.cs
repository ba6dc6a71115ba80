namespace Aspire.Hosting.Redis;

/// <summary>Runs the machine's <c>redis-server</c>.</summary>
internal sealed class RedisRecipe(RedisResource redis) : ILaunchRecipe
{
    private static readonly string[] Besides = ["/usr/local/bin", "/opt/homebrew/bin"];
    private string folder = "";

    private string Program() => ExecutablePath.Find("redis-server", Besides, redis, "redis-server", "redis");

    public void CheckMachine() => Program();

    public async Task PrepareAsync(LaunchContext context)
    {
        folder = DataVolumeAnnotation.FolderOf(context);
        // In a file and not on the command line, where every user of the machine could read the password.
        var settings = new List<string> { "bind 127.0.0.1", $"dir \"{folder}\"", $"port {redis.PrimaryEndpoint.Port}" };
        if (redis.PasswordParameter is { } password)
        {
            settings.Add($"requirepass \"{await password.GetValueAsync(context.CancellationToken).ConfigureAwait(false)}\"");
        }

        await using var file = new StreamWriter(DataFolder.CreateFile(Path.Combine(folder, "redis.conf")));
        await file.WriteAsync(string.Join('\n', settings)).ConfigureAwait(false);
    }

    public Task<ProcessStart> CommandAsync(LaunchContext context) => Task.FromResult(new ProcessStart(
        Program(), [Path.Combine(folder, "redis.conf"), .. context.Arguments], folder, context.Environment));
}
