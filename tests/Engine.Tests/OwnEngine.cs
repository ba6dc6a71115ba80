namespace AspireStateless.Engine.Tests;

/// <summary>
/// An engine that only these tests use: with a socket, data and a bridge of its own, a Swarm of one node, and the images of the stack.
/// <c>eng/in-own-space</c> gives it a network and a table of processes of its own too, so that nothing of it can be left.
/// </summary>
public sealed class OwnEngine : IAsyncLifetime
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);
    private readonly string _folder = Directory.CreateTempSubdirectory("engine-").FullName;
    private Command? _engine;

    /// <summary>Why there is none; null where there is.</summary>
    internal static string? Missing { get; } = Environment.GetEnvironmentVariable("IN_OWN_SPACE") is { Length: > 0 }
        ? File.Exists("/usr/sbin/dockerd") ? null : "dockerd is not here; eng/install --containers installs it."
        : "No engine is started here: ./test --containers does, as root on Linux.";

    internal IReadOnlyDictionary<string, string> Variables => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["DOCKER_HOST"] = $"unix://{_folder}/docker.sock",
        ["XDG_DATA_HOME"] = $"{_folder}/user",
    };

    /// <summary>Skips the specification that calls it where there is none.</summary>
    internal static void Require() => Assert.SkipWhen(Missing is not null, Missing ?? "");

    public async ValueTask InitializeAsync()
    {
        if (Missing is not null)
        {
            return;
        }

        await RunAsync("ip", "link", "add", "engine0", "type", "bridge");
        await RunAsync("ip", "address", "add", "10.251.0.1/16", "dev", "engine0");
        await RunAsync("ip", "link", "set", "engine0", "up");
        _engine = Command.Start(
            _folder, Variables, "dockerd", "--data-root", $"{_folder}/data", "--exec-root", $"{_folder}/exec", "--pidfile",
            $"{_folder}/pid", "--host", Variables["DOCKER_HOST"], "--bridge", "engine0",
            "--cgroup-parent", $"/{Path.GetFileName(_folder)}");
        await UntilAsync(async () => (await TryAsync("docker", "version")).Code == 0, StartLimit, () => _engine.Output);
        await RunAsync("docker", "swarm", "init", "--advertise-addr", "127.0.0.1");
        TestContext.Current.SendDiagnosticMessage(await RunAsync(Path.Combine(Repository.Root, "eng/images"), "--api"));
    }

    public async ValueTask DisposeAsync()
    {
        if (_engine is not null)
        {
            await TryAsync("docker", "swarm", "leave", "--force");
            await TryAsync("sh", "-c", "docker rm --force $(docker ps --all --quiet)");
            await TryAsync("sh", "-c", $"kill $(cat {_folder}/pid)");
            using var limit = new CancellationTokenSource(StopLimit);
            await _engine.EndAsync(limit.Token);
            _engine.Dispose();
            await TryAsync("sh", "-c", $"find /sys/fs/cgroup -depth -type d -path '*/{Path.GetFileName(_folder)}*' -exec rmdir {{}} +");
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Starts a program that is told of this engine.</summary>
    internal Command Start(params string[] words) => Command.Start(Repository.Root, Variables, words);

    /// <returns>What it printed.</returns>
    internal async Task<string> RunAsync(params string[] words)
    {
        var (code, output) = await TryAsync(words);
        Assert.True(code == 0, $"'{string.Join(' ', words)}' ended with {code}: {output}");
        return output;
    }

    internal async Task<(int Code, string Output)> TryAsync(params string[] words)
    {
        using var command = Start(words);
        return (await command.EndAsync(TestContext.Current.CancellationToken), command.Output);
    }

    internal static async Task UntilAsync(Func<Task<bool>> condition, TimeSpan limit, Func<string> state)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < limit, $"It took more than {limit.TotalSeconds} s. {state()}");
            await Task.Delay(LookEvery, TestContext.Current.CancellationToken);
        }
    }
}
