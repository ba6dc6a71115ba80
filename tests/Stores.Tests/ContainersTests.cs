using AspireStateless.Stores.Data;
using AspireStateless.Stores.Tests.Running;
using AspireStateless.Tests;

namespace AspireStateless.Stores.Tests;

/// <summary>
/// Stores as containers: their volumes belong to the data folder, and however an AppHost ends, no container of it is left.
/// </summary>
[Trait("Needs", "engine")]
public sealed class ContainersTests : IDisposable
{
    private static readonly TimeSpan OrphanLimit = TimeSpan.FromSeconds(12);
    private readonly TemporaryFolder _data = new();

    private string[] Arguments => ["--Stores=Containers", $"--Data={_data.Path}"];

    public void Dispose()
    {
        if (EngineAtHand.Missing is null)
        {
            StoreVolume.TryRemoveAll(_data.Path);
        }

        _data.Dispose();
    }

    [Fact]
    public async Task Killed_alone_or_with_the_orchestrator_it_leaves_no_container_and_all_data()
    {
        EngineAtHand.Require();
        await KilledAsync(withOrchestrator: false, count: 1);
        await KilledAsync(withOrchestrator: true, count: 2);

        using var last = AppHostProcess.Start(Arguments);
        Assert.Equal((3, 3), await last.CountAsync());
        await StopAsync(last);
    }

    [Fact]
    public async Task Temporary_volumes_go_with_it_and_those_of_a_killed_one_with_the_next()
    {
        EngineAtHand.Require();
        using var killed = AppHostProcess.StartTemporary(_data.Path, "--Stores=Containers");
        await killed.PrintsAsync("waiter is ready");
        var abandoned = VolumesOf(killed.DataFolder(_data.Path));
        Assert.Equal(2, abandoned.Count);
        await killed.KillAsync(withOrchestrator: true);

        using var next = AppHostProcess.StartTemporary(_data.Path, "--Stores=Containers");
        await next.PrintsAsync("waiter is ready");
        var own = VolumesOf(next.DataFolder(_data.Path));
        Assert.DoesNotContain(own[0], abandoned);
        await StopAsync(next);

        Assert.All(own, volume => Assert.False(Exists(volume)));
        Assert.DoesNotContain(abandoned, Exists);
    }

    [Fact]
    public async Task A_volume_without_its_passwords_and_passwords_without_their_volume_are_refused()
    {
        EngineAtHand.Require();
        using (var first = AppHostProcess.Start(Arguments))
        {
            await first.CountAsync();
            await StopAsync(first);
        }

        var passwords = Path.Combine(_data.Path, "parameters.json");
        File.Move(passwords, passwords + ".kept");
        await RefusedAsync("has no 'redis-password' to open it", Arguments);
        File.Move(passwords + ".kept", passwords, overwrite: true);
        await RefusedAsync(
            "was made with Stores=Containers, and its data is not for programs", "--Stores=Programs", $"--Data={_data.Path}");
        StoreVolume.TryRemoveAll(_data.Path);
        await RefusedAsync("has none of that name", Arguments);
    }

    private async Task KilledAsync(bool withOrchestrator, int count)
    {
        using var appHost = AppHostProcess.Start(Arguments);
        Assert.Equal((count, count), await appHost.CountAsync());
        var begun = TimeProvider.System.GetTimestamp();
        await appHost.KillAsync(withOrchestrator);
        await Deadline.UntilAsync(() => VolumesOf(_data.Path)
            .All(volume => EngineAtHand.Ask("ps", "--all", "--quiet", "--filter", $"volume={volume}") == ""));
        Assert.InRange(TimeProvider.System.GetElapsedTime(begun), TimeSpan.Zero, OrphanLimit);
    }

    // Whatever it says on the way: a container takes its time on a busy machine, and the watch tells of it.
    private static async Task StopAsync(AppHostProcess appHost)
    {
        appHost.RequestStop();
        Assert.Equal(0, (await appHost.EndAsync()).ExitCode);
    }

    private static async Task RefusedAsync(string says, params string[] arguments)
    {
        using var appHost = AppHostProcess.Start(arguments);
        var (exitCode, output, error) = await appHost.EndAsync();
        Assert.NotEqual(0, exitCode);
        Assert.Contains(says, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output + error, StringComparison.Ordinal);
    }

    private static List<string> VolumesOf(string folder) =>
        [.. Directory.EnumerateDirectories(folder).Select(StoreVolume.Known).OfType<string>()];

    private static bool Exists(string volume) => EngineAtHand.Ask("volume", "inspect", volume) is not null;
}
