using System.Text.Json;
using AspireStateless.LoadTests.Tests.Fakes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AspireStateless.LoadTests.Tests.WorkloadFiles;

/// <summary>A service that is known by a workload file alone, judged over real HTTP.</summary>
public sealed class ServiceRunTests
{
    private static readonly string[] Promises = ["visits", "name", "cart", "orders", "tickets", "token", "session"];

    [Fact]
    public async Task A_service_whose_copies_share_their_state_keeps_each_kind_of_promise()
    {
        var shared = new SmallService();
        var run = await RunAsync(shared.Map, SmallService.File, "run smoke --seed 1");
        Assert.True(run.Code == 0, run.Output);
        Assert.Equal(Promises.Select(name => (name, "proven")), run.Verdicts);
        Assert.Equal(0, run.CheckedAgain);
    }

    [Fact]
    public async Task A_service_whose_copies_remember_by_themselves_breaks_each_kind_of_promise()
    {
        var run = await RunAsync(app => new SmallService().Map(app), SmallService.File, "run smoke --seed 1");
        Assert.True(run.Code == 1, run.Output);
        Assert.Equal(Promises.Select(name => (name, "BROKEN")), run.Verdicts);
    }

    [Fact]
    public async Task Answers_that_are_not_what_they_say_are_unknown_and_the_run_goes_on()
    {
        long count = 0;
        var run = await RunAsync(
            app =>
            {
                app.MapGet("/", () => "ready");
                app.MapPost("/visits/{page}", (HttpResponse response) => Interlocked.Increment(ref count) switch
                {
                    var n when n % 5 == 0 => Results.Content("<html>an error page with status 200</html>", "text/html"),
                    var n when n % 7 == 0 => Results.Stream(new EndlessStream(), "application/json"),
                    var n when n % 11 == 0 => Results.Redirect("/elsewhere"),
                    _ => Results.NoContent(),
                });
            },
            """
            service: api
            ready: /
            promises:
              visits: {kind: counter, increment: {request: "POST /visits/{key}", value: $.count}}
            """,
            "run smoke --seed 1 --duration 3s");
        Assert.True(run.Code == 2, run.Output);
        Assert.Contains(" 0 ok, 0 failed", run.Output, StringComparison.Ordinal);
        Assert.Equal([("visits", "not proven")], run.Verdicts);
    }

    [Fact]
    public async Task A_scenario_that_is_about_the_Api_says_so()
    {
        await using var system = await FakeSystem.StartServiceAsync(new SmallService().Map);
        var file = Path.Combine(system.NewFolder(), "small.workload.yaml");
        await File.WriteAllTextAsync(file, SmallService.File, TestContext.Current.CancellationToken);
        using StringWriter output = new(), error = new();
        var code = await LoadTests.Verbs.LoadTestsCommand.RunAsync(
            ["run", "black-friday", "--workload", file, "--attach", system.AddressFile], output, error,
            TestContext.Current.CancellationToken);
        Assert.Equal(64, code);
        Assert.Contains("Choose one of: smoke, steady, chaos, rolling-restart, store-outage", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Copies_that_no_AppHost_runs_are_driven_by_their_addresses()
    {
        await using var system = await FakeSystem.StartServiceAsync(new SmallService().Map);
        var file = Path.Combine(system.NewFolder(), "small.workload.yaml");
        await File.WriteAllTextAsync(file, SmallService.File, TestContext.Current.CancellationToken);
        var targets = string.Join(',', system.Instances().Select(copy => copy.DirectUrl));
        using var output = new StringWriter();
        var code = await RunAsync("smoke");
        Assert.True(code == 0, output.ToString());
        Assert.Equal(64, await RunAsync("chaos"));
        Assert.Contains("Add faults: with commands kill: and start:, or choose smoke.", output.ToString(), StringComparison.Ordinal);

        Task<int> RunAsync(string scenario) => LoadTests.Verbs.LoadTestsCommand.RunAsync(
            ["run", scenario, "--seed", "1", "--workload", file, "--target", targets, "--no-calibration", "--output", system.NewFolder()],
            output, output, TestContext.Current.CancellationToken);
    }

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

    private static async Task<ServiceRun> RunAsync(Action<WebApplication> service, string text, string command)
    {
        await using var system = await FakeSystem.StartServiceAsync(service);
        var file = Path.Combine(system.NewFolder(), "small.workload.yaml");
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
        var (code, output, folder) = await system.RunAsync($"{command} --workload {file}");
        var (again, _) = await FakeRuns.CheckAsync(folder);
        return new ServiceRun(code, output, Verdicts(folder), again);
    }

    private static IReadOnlyList<(string Name, string Word)> Verdicts(string folder)
    {
        using var result = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "result.json")));
        return
        [
            .. result.RootElement.GetProperty("promises").EnumerateArray()
                .Select(promise => (promise.GetProperty("name").GetString()!, promise.GetProperty("word").GetString()!)),
        ];
    }

    /// <param name="CheckedAgain">The exit code of judging its record again.</param>
    private sealed record ServiceRun(int Code, string Output, IReadOnlyList<(string Name, string Word)> Verdicts, int CheckedAgain);

    /// <summary>A body that has no end.</summary>
    private sealed class EndlessStream : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => count;

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
