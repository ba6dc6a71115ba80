using AspireStateless.Stores.Data;
using AspireStateless.Stores.Tests.Running;

namespace AspireStateless.Stores.Tests;

/// <summary>AppHosts that start and end as they should.</summary>
public sealed class AppHostLifeTests : IDisposable
{
    private readonly TemporaryFolder _data = new();

    public void Dispose()
    {
        Assert.True(FolderLock.AwaitStores(_data.Path));
        _data.Dispose();
    }

    [Fact]
    public async Task Ten_starts_in_a_row_have_all_data_each()
    {
        for (var i = 1; i <= 10; i++)
        {
            using var appHost = AppHostProcess.Start($"--Data={_data.Path}");
            Assert.Equal((i, i), await appHost.CountAsync());
            // The next one does not wait until the stores are gone: that is its own business.
            await appHost.StopsAsync();
        }
    }

    [Fact]
    public async Task Temporary_data_goes_with_it_and_that_of_a_killed_one_with_the_next()
    {
        using var killed = AppHostProcess.Start("--Data=temporary");
        await killed.PrintsAsync("waiter is ready");
        var abandoned = FolderOf(killed);
        await killed.KillAsync(withOrchestrator: true);
        Assert.True(Directory.Exists(abandoned));

        using var next = AppHostProcess.Start("--Data=temporary");
        await next.PrintsAsync("waiter is ready");
        var own = FolderOf(next);
        Assert.NotEqual(abandoned, own);
        await next.StopsAsync();

        Assert.False(Directory.Exists(own));
        // Another test's AppHost may be at it at the same moment.
        await Deadline.UntilAsync(() => !Directory.Exists(abandoned));
    }

    private static string FolderOf(AppHostProcess appHost) => Directory.EnumerateDirectories(Path.GetTempPath(), "aspire-data-*")
        .Single(folder => FolderLock.HolderOf(folder) == $"{appHost.Id}");
}
