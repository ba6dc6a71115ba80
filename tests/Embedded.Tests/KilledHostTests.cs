using Aspire.Hosting.Execution;

namespace AspireStateless.Embedded.Tests;

/// <summary>What a killed host cannot do itself any more.</summary>
public sealed class KilledHostTests
{
    [Fact]
    public async Task Paused_children_of_a_server_go_with_it()
    {
        using var appHost = AppHostProcess.Start("--Data=temporary");
        await appHost.PrintsAsync("postgres is healthy");
        foreach (var process in ProcessTree.DescendantsOf(appHost.Id).Where(process => ProcessTable.IsPostgres(process.Id)))
        {
            Signals.Send(process.Id, AppHostProcess.Stop);
        }

        await appHost.KillAsync();
    }

    [Fact]
    public async Task Its_temporary_data_is_removed_by_the_next_one()
    {
        using var killed = AppHostProcess.Start("--Data=temporary");
        await killed.PrintsAsync("postgres is healthy");
        var folder = FolderHeldBy(killed);
        // Where Postgres runs as another user its files are elsewhere.
        var location = Path.Combine(folder, "postgres", "location");
        var elsewhere = File.Exists(location) ? await File.ReadAllTextAsync(location, Deadline.Token) : folder;

        await killed.KillAsync();

        await using var next = await Graph.New().StartAsync();
        // Another test's application may be at it at the same moment.
        await Deadline.UntilAsync(() => !Directory.Exists(folder) && !Directory.Exists(elsewhere));
    }

    private static string FolderHeldBy(AppHostProcess appHost) => Directory.EnumerateDirectories(Path.GetTempPath(), "aspire-data-*")
        .Single(folder => HolderOf(folder) == $"{appHost.Id}");

    private static string? HolderOf(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "holder"));
        }
        catch (IOException)
        {
            // Just being made or removed by another test's application.
            return null;
        }
    }
}
