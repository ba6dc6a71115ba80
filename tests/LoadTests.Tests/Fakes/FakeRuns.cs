using AspireStateless.LoadTests.Verbs;

namespace AspireStateless.LoadTests.Tests.Fakes;

/// <summary>The command line, run in this process against a fake system.</summary>
internal static class FakeRuns
{
    /// <param name="calibrated">Most tests are about promises, and need not wait for it.</param>
    public static async Task<(int Code, string Output, string Folder)> RunAsync(
        this FakeSystem system, string command, bool calibrated = false)
    {
        using StringWriter output = new(), error = new();
        var runs = system.NewFolder();
        var code = await LoadTestsCommand.RunAsync(
            [.. command.Split(' '), "--attach", system.AddressFile, "--output", runs, .. calibrated ? [] : new[] { "--no-calibration" }],
                output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString() + error, Directory.GetDirectories(runs).First(folder => Path.GetFileName(folder) != "latest"));
    }

    public static async Task<(int Code, string Output)> CheckAsync(string folder)
    {
        using StringWriter output = new(), error = new();
        var code = await LoadTestsCommand.RunAsync(["check", folder], output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString() + error);
    }
}
