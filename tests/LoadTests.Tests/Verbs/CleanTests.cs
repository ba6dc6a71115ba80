using AspireStateless.LoadTests.Verbs;

namespace AspireStateless.LoadTests.Tests.Verbs;

public sealed class CleanTests : IDisposable
{
    private readonly DirectoryInfo _runs = Directory.CreateTempSubdirectory("clean-");

    [Fact]
    public async Task The_newest_twenty_run_folders_stay_and_so_does_all_that_is_no_run_folder()
    {
        for (var minute = 10; minute < 35; minute++)
        {
            var plan = Path.Combine(_runs.CreateSubdirectory($"20260101-00{minute}00-smoke-1").FullName, "plan.json");
            await File.WriteAllTextAsync(plan, "{}", TestContext.Current.CancellationToken);
        }

        _runs.CreateSubdirectory("notes");
        Directory.CreateSymbolicLink(Path.Combine(_runs.FullName, "latest"), "20260101-003400-smoke-1");
        Assert.Contains("5 run folders removed", await CleanAsync(), StringComparison.Ordinal);
        string[] left = [.. _runs.EnumerateDirectories().Select(folder => folder.Name).Order(StringComparer.Ordinal)];
        Assert.Equal("20260101-001500-smoke-1", left[0]);
        Assert.Equal(22, left.Length);
        Assert.Contains("notes", left);
        Assert.Contains("latest", left);
        Assert.Contains("0 run folders removed", await CleanAsync(), StringComparison.Ordinal);
    }

    public void Dispose() => _runs.Delete(recursive: true);

    private async Task<string> CleanAsync()
    {
        using StringWriter output = new(), error = new();
        var code = await LoadTestsCommand.RunAsync(
            ["clean", "--output", _runs.FullName], output, error, TestContext.Current.CancellationToken);
        Assert.Equal(0, code);
        return output.ToString();
    }
}
