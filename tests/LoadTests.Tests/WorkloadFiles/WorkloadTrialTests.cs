using AspireStateless.LoadTests.Tests.Fakes;

namespace AspireStateless.LoadTests.Tests.WorkloadFiles;

/// <summary><c>workload try</c>, on a service that runs.</summary>
public sealed class WorkloadTrialTests
{
    [Fact]
    public async Task Try_shows_which_value_was_found_in_which_answer()
    {
        var (code, output) = await TryAsync(SmallService.File);
        Assert.True(code == 0, output);
        Assert.Matches(@"increment +POST /visits/try-\d+  200  1  at \$\.count", output);
        Assert.Matches(@"read +GET /tickets/try-\d+  200  9  at match", output);
    }

    [Fact]
    public async Task Try_tells_of_a_value_that_no_answer_holds()
    {
        var (code, output) = await TryAsync(SmallService.File.Replace("value: $.count", "value: $.total", StringComparison.Ordinal));
        Assert.Equal(64, code);
        Assert.Contains("has no value at $.total", output, StringComparison.Ordinal);
        Assert.Contains("small.workload.yaml:7", output, StringComparison.Ordinal);
        Assert.Contains("""The answer: {"count":1}""", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"GET /names/{key}\", value", "\"GET /name/{key}\", value", "404  is no success; ")]
    [InlineData("value: \"$.items[*].id\"", "value: $.items", "does not show at $.items what was written, try-")]
    [InlineData("\"GET /visits/{key}\", value: $.count", "GET /, value: {match: r.*}", "has 'ready' at match r.*, which is no count")]
    [InlineData("request: POST /sessions, value: $.id", "request: POST /moved", "302  is no success (follow-redirects: true follows it)")]
    public async Task Try_tells_of_an_answer_that_does_not_show_what_was_just_written(string right, string wrong, string told)
    {
        var (code, output) = await TryAsync(SmallService.File.Replace(right, wrong, StringComparison.Ordinal));
        Assert.Equal(64, code);
        Assert.Contains(told, output, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output)> TryAsync(string text)
    {
        await using var system = await FakeSystem.StartServiceAsync(new SmallService().Map);
        var file = Path.Combine(system.NewFolder(), "small.workload.yaml");
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
        using var output = new StringWriter();
        var code = await LoadTests.Verbs.LoadTestsCommand.RunAsync(
            ["workload", "try", file, "--target", system.Instances().First().DirectUrl!], output, output,
            TestContext.Current.CancellationToken);
        return (code, output.ToString());
    }
}
