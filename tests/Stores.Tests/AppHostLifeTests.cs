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
        using var killed = AppHostProcess.StartTemporary(_data.Path);
        await killed.PrintsAsync("waiter is ready");
        var abandoned = killed.DataFolder(_data.Path);
        await killed.KillAsync(withOrchestrator: true);
        // Its stores outlive it by seconds, and what they still use is not abandoned yet.
        Assert.True(FolderLock.AwaitStores(abandoned));

        using var next = AppHostProcess.StartTemporary(_data.Path);
        await next.PrintsAsync("waiter is ready");
        var own = next.DataFolder(_data.Path);
        Assert.NotEqual(abandoned, own);
        await next.StopsAsync();

        Assert.False(Directory.Exists(own));
        Assert.False(Directory.Exists(abandoned));
    }

    [Fact]
    public async Task Of_temporary_data_that_is_still_in_use_it_says_whose_it_is()
    {
        using var killed = AppHostProcess.StartTemporary(_data.Path);
        await killed.PrintsAsync("waiter is ready");
        var used = killed.DataFolder(_data.Path);
        await killed.KillAsync(withOrchestrator: true);
        Assert.True(FolderLock.AwaitStores(used));
        // As a store that does not end has it.
        var store = Path.Combine(used, "redis");
        using (new FileStream(Path.Combine(store, "lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            using var next = AppHostProcess.StartTemporary(_data.Path);
            await next.PrintsAsync("waiter is ready");
            Assert.Equal($"{killed.Id}", FolderLock.HolderOf(used));
            await next.StopsAsync();
        }
    }
}
