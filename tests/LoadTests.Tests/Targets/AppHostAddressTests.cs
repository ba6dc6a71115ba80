using System.Text.Json;
using AspireStateless.Control;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Tests.Targets;

/// <summary>How a run finds the AppHost that started it.</summary>
public sealed class AppHostAddressTests
{
    [Fact]
    public void A_run_that_an_AppHost_starts_is_told_where_it_is_and_the_password_of_admin()
    {
        var variables = new Dictionary<string, string>
        {
            ["CONTROL_URL"] = "http://127.0.0.1:4711",
            ["CONTROL_TOKEN"] = "a token",
            ["ADMIN_PASSWORD"] = "a password",
        };

        var address = StartingAppHost.Address(variables.GetValueOrDefault);

        Assert.NotNull(address);
        Assert.Equal((new Uri("http://127.0.0.1:4711"), "a token", "a password"), (
            address.ControlUrl, address.Token, address.AdminPassword));
    }

    [Fact]
    public void Nobody_started_it_where_nothing_is_told() => Assert.Null(StartingAppHost.Address(_ => null));

    [Fact]
    public void The_only_AppHost_of_this_repository_is_meant_else_the_only_one_of_this_user()
    {
        using var folders = new AddressFolders();
        Assert.Throws<BadInputException>(() => folders.Find(null));
        folders.Announce(folders.Users, ProcessIdentity.Own);
        Assert.Equal(Environment.ProcessId, folders.Find(null).Pid);

        // Each is announced in both.
        folders.Announce(folders.Repository, ProcessIdentity.Own);
        folders.Announce(folders.Users, ProcessIdentity.Of(1)!.Value);
        Assert.Equal(Environment.ProcessId, folders.Find(null).Pid);
        Assert.Equal(1, folders.Find("1").Pid);
    }

    [Fact]
    public void Where_several_may_be_meant_they_are_listed()
    {
        using var folders = new AddressFolders();
        folders.Announce(folders.Users, ProcessIdentity.Own);
        folders.Announce(folders.Users, ProcessIdentity.Of(1)!.Value);
        var failure = Assert.Throws<BadInputException>(() => folders.Find(null));
        Assert.Equal("2 AppHosts run: --attach does not say which.", failure.Message);
        Assert.Contains("--attach 1 (", failure.Advice, StringComparison.Ordinal);
        failure = Assert.Throws<BadInputException>(() => folders.Find("2147483647"));
        Assert.Equal("No AppHost with pid 2147483647 runs that left its address.", failure.Message);
    }

    [Fact]
    public void An_AppHost_that_was_killed_is_not_meant()
    {
        using var folders = new AddressFolders();
        folders.Announce(folders.Repository, ProcessIdentity.Own with { StartTicks = 1 });
        Assert.Throws<BadInputException>(() => folders.Find(null));
    }

    private sealed class AddressFolders : IDisposable
    {
        private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("apphost-addresses-");

        public string Repository => _root.CreateSubdirectory("repository").FullName;

        public string Users => _root.CreateSubdirectory("users").FullName;

        public void Announce(string folder, ProcessIdentity process) => File.WriteAllText(
            AppHostAddress.FileOf(folder, process.Pid),
            JsonSerializer.Serialize(
                new AppHostAddress(process.Pid, process.StartTicks, new Uri("http://127.0.0.1:1"), "token", "http://localhost", null, null),
                JsonSerializerOptions.Web));

        public AppHostAddress Find(string? which) => AttachedAppHost.Find(which, Repository, Users);

        public void Dispose() => _root.Delete(recursive: true);
    }
}
