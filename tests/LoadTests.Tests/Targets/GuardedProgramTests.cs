using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Tests.Targets;

public sealed class GuardedProgramTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("guarded-");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task It_tells_the_exit_code_and_what_was_written_where()
    {
        var (code, output, error) = await RunAsync("echo out; echo reason >&2; exit 7", Cancelled);

        Assert.Equal((7, "out", "reason"), (code, output.Trim(), error.Trim()));
    }

    [Fact]
    public async Task Cancelled_it_returns_when_the_program_is_gone()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var pidFile = Path.Combine(_folder.FullName, "pid");
        var running = RunAsync($"echo $$ > {pidFile}.new; mv {pidFile}.new {pidFile}; exec sleep 600", cancel.Token);
        while (!File.Exists(pidFile))
        {
            await Task.Delay(10, Cancelled);
        }

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.False(Directory.Exists($"/proc/{(await File.ReadAllTextAsync(pidFile, Cancelled)).Trim()}"));
    }

    [Fact]
    public async Task The_repository_of_a_git_that_called_this_program_is_not_handed_on()
    {
        Environment.SetEnvironmentVariable("GIT_OF_A_HOOK", "here");

        Assert.DoesNotContain("GIT_OF_A_HOOK", (await RunAsync("env", Cancelled)).Output, StringComparison.Ordinal);
    }

    private Task<(int Code, string Output, string Error)> RunAsync(string script, CancellationToken cancellationToken) =>
        GuardedProgram.RunAsync("sh", ["-c", script], _folder.FullName, cancellationToken);
}
