namespace AspireStateless.Engine.Tests;

/// <summary>The engine that <c>eng/with-engine</c> gives these tests, as a Swarm of one node, with the images of the stack.</summary>
public sealed class OwnEngine : IAsyncLifetime
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);
    private readonly string _folder = Directory.CreateTempSubdirectory("engine-").FullName;

    /// <summary>Why there is none; null where there is.</summary>
    internal static string? Missing { get; } = Environment.GetEnvironmentVariable("OWN_ENGINE") is { Length: > 0 }
        ? null : "No engine is started here: ./test --containers does, as root on Linux.";

    internal IReadOnlyDictionary<string, string> Variables => new Dictionary<string, string>(StringComparer.Ordinal)
    {
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

        await RunAsync("docker", "swarm", "init", "--advertise-addr", "127.0.0.1");
        TestContext.Current.SendDiagnosticMessage(await RunAsync(Path.Combine(Repository.Root, "eng/images"), "--api"));
    }

    public async ValueTask DisposeAsync()
    {
        if (Missing is null)
        {
            await TryAsync("docker", "swarm", "leave", "--force");
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
