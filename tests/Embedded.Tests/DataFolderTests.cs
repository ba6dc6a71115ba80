using Aspire.Hosting.Execution;
using Microsoft.Extensions.Configuration;

namespace AspireStateless.Embedded.Tests;

/// <summary>Where data is kept, and whose it is.</summary>
public sealed class DataFolderTests
{
    [Fact]
    public void One_AppHost_at_a_time_and_the_message_names_the_holder()
    {
        using var data = new TemporaryFolder();
        using var holder = Folder(data.Path);
        holder.Open();

        using var second = Folder(data.Path);
        var refused = Assert.Throws<DistributedApplicationException>(second.Open);

        Assert.Equal(
            $"The data folder '{data.Path}' is in use by the AppHost with pid {Environment.ProcessId}. "
            + "Stop that one, or choose another with --Data=<folder>.", refused.Message);
    }

    [Fact]
    public async Task A_started_application_holds_it_until_it_is_disposed()
    {
        using var data = new TemporaryFolder();
        await using (await Graph.New($"--Data={data.Path}").StartAsync())
        {
            var refused = await Assert.ThrowsAsync<DistributedApplicationException>(() => Graph.New($"--Data={data.Path}").StartAsync());
            Assert.Contains($"pid {Environment.ProcessId}", refused.Message, StringComparison.Ordinal);
        }

        await using var next = await Graph.New($"--Data={data.Path}").StartAsync();
    }

    [Fact]
    public async Task An_application_that_was_never_started_lets_go_of_it_too()
    {
        using var data = new TemporaryFolder();
        var builder = Graph.New($"--Data={data.Path}");
        var password = builder.AddParameter("password", new GenerateParameterDefault(), persist: true);
        await using (builder.Build())
        {
            await password.Resource.GetValueAsync(Deadline.Token);
        }

        using var next = Folder(data.Path);
        next.Open();
    }

    [Fact]
    public void A_folder_that_cannot_be_one_is_named()
    {
        using var data = new TemporaryFolder();
        var file = Path.Combine(data.Path, "file");
        File.WriteAllText(file, "");

        using var folder = Folder(file);
        var refused = Assert.Throws<DistributedApplicationException>(folder.Open);

        Assert.StartsWith($"The data folder '{file}' cannot be used (", refused.Message, StringComparison.Ordinal);
        Assert.Throws<DistributedApplicationException>(folder.Open);
    }

    [Fact]
    public void Volumes_stay_and_session_data_goes()
    {
        using var data = new TemporaryFolder();
        string volume, session;
        using (var folder = Folder(data.Path))
        {
            (volume, session) = (folder.ForVolume("kept"), folder.ForSession("redis-abcdefgh"));
        }

        Assert.True(Directory.Exists(volume));
        Assert.False(Directory.Exists(session));
    }

    [Fact]
    public void A_temporary_folder_goes_when_the_application_stops()
    {
        using var folder = Folder("temporary");
        var path = folder.Open();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(path));

        folder.Dispose();

        Assert.False(Directory.Exists(path));
    }

    [Fact]
    public void Temporary_folders_of_many_AppHosts_that_come_and_go_at_once_do_not_disturb_each_other() =>
        Parallel.For(0, 200, _ =>
        {
            using var folder = Folder("temporary");
            File.WriteAllText(Path.Combine(folder.ForVolume("store"), "file"), "");
        });

    private static DataFolder Folder(string path) => new(
        new ConfigurationBuilder().AddInMemoryCollection([new("Data", path)]).Build(), Path.GetTempPath());
}
