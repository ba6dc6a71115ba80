using Aspire.Hosting;
using AspireStateless.Stores.Tests.Running;

namespace AspireStateless.Stores.Tests;

/// <summary>What is wrong with the machine, the configuration or the data folder is said before anything starts.</summary>
public sealed class RefusalTests : IDisposable
{
    private readonly TemporaryFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData("--Stores=Virtual", "it has to be Programs or Containers")]
    [InlineData("--Stores=0", "it has to be Programs or Containers")]
    [InlineData("--Redis:Append=sometimes", "it has to be always, everysec or no")]
    public void A_setting_that_is_nonsense(string setting, string says) => Refused(says, setting);

    [Fact]
    public void Data_without_its_passwords()
    {
        Write("redis/dump.rdb", "REDIS");
        Own();
        Refused($"'{_data.Path}/parameters.json' has no 'redis-password' to open it. Put that file back, or start with empty stores");
    }

    [Fact]
    public void Data_of_Postgres_without_its_password_while_that_of_Redis_is_there()
    {
        Write("redis/dump.rdb", "REDIS");
        Write("postgres/pgdata/PG_VERSION", "15");
        Write("parameters.json", """{ "redis-password": "known" }""");
        Own();
        Refused("has no 'postgres-password' to open it");
    }

    [Fact]
    public void Passwords_that_are_damaged()
    {
        Write("parameters.json", "{ \"redis-pass");
        Own();
        Refused($"'{_data.Path}/parameters.json' is damaged");
    }

    [Fact]
    public void Data_of_another_major_version_of_Postgres()
    {
        Write("postgres/pgdata/PG_VERSION", "9");
        Write("parameters.json", """{ "redis-password": "known", "postgres-password": "known" }""");
        Own();
        Refused("is of Postgres 9, and this machine has Postgres");
    }

    [Fact]
    public void Data_that_was_made_by_containers()
    {
        Write("kind", "Containers");
        Own();
        Refused(
            "was made with Stores=Containers, and its data is not for programs. Start with --Stores=Containers, or choose another folder",
            "--Stores=Programs");
    }

    [Fact]
    public void A_folder_with_things_of_others()
    {
        Write("thesis.tex", "");
        Refused($"The folder '{_data.Path}' holds other things than stores' data. Choose an empty one");
        Assert.Single(Directory.EnumerateFileSystemEntries(_data.Path));
    }

    [Fact]
    public void A_file_in_the_place_of_the_folder()
    {
        Write("file", "");
        Refused($"The data folder '{_data.Path}/file' cannot be used", $"--Data={_data.Path}/file");
    }

    [Fact]
    public void A_folder_that_cannot_be_made() => Refused("The data folder '/proc/data' cannot be ", "--Data=/proc/data");

    [Fact]
    public void A_second_AppHost_on_the_same_folder_hears_who_holds_it()
    {
        Add();
        Refused(
            $"The data folder '{_data.Path}' is in use by the AppHost with pid {Environment.ProcessId}. Stop that one, or choose another "
            + "with --Data=<folder>.");
    }

    [Fact]
    public void Folder_and_passwords_are_for_their_owner_alone()
    {
        Add();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode($"{_data.Path}/parameters.json"));
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(_data.Path) & (
            UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite));
    }

    private void Refused(string says, params string[] args) =>
        Assert.Contains(says, Assert.Throws<DistributedApplicationException>(() => Add(args)).Message, StringComparison.Ordinal);

    private IDistributedApplicationBuilder Add(params string[] args)
    {
        var builder = DistributedApplication.CreateBuilder([$"--Data={_data.Path}", .. args]);
        builder.AddRedisStore("redis");
        builder.AddPostgresStore("postgres").AddDatabase("database");
        return builder;
    }

    private void Own() => Write("holder", "1");

    private void Write(string file, string text)
    {
        var path = Path.Combine(_data.Path, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
