using AspireStateless.Stores.Tests.Running;

namespace AspireStateless.Stores.Tests;

/// <summary>A store that never gets to serve ends the application: a line that says why, exit code 1, nothing left.</summary>
public sealed class FailedStartTests : IDisposable
{
    private readonly TemporaryFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Redis_with_a_damaged_append_only_file()
    {
        Write("parameters.json", """{ "redis-password": "known" }""");
        Write("redis/appendonlydir/appendonly.aof.manifest", "file appendonly.aof.1.incr.aof seq 1 type i\n");
        Write("redis/appendonlydir/appendonly.aof.1.incr.aof", "*3\r\n$3\r\nSET\r\n$1\r\na\r\nnonsense\r\n*3\r\n");

        var line = await FailsAsync();

        Assert.Matches(@"^Store 'redis' did not start \(Finished, exit code 1\): .*Bad file format reading the append only file", line);
    }

    [Fact]
    public async Task Postgres_whose_files_cannot_be_made()
    {
        Write("postgres/pgdata/half", "");

        var line = await FailsAsync();

        Assert.Matches(@"^Store 'postgres' did not start \(FailedToStart\): .*'.*/postgres/pgdata'", line);
    }

    private async Task<string> FailsAsync()
    {
        Write("holder", "1");
        using var appHost = AppHostProcess.Start($"--Data={_data.Path}");
        var (exitCode, output, error) = await appHost.EndAsync();
        Assert.Equal(1, exitCode);
        Assert.DoesNotContain("   at ", output + error, StringComparison.Ordinal);
        await Deadline.UntilAsync(() => appHost.Processes.Count == 0);
        return Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private void Write(string file, string text)
    {
        var path = Path.Combine(_data.Path, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
