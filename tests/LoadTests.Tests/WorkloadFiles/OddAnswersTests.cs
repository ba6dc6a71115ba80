using System.Collections.Concurrent;
using AspireStateless.LoadTests.Tests.Fakes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AspireStateless.LoadTests.Tests.WorkloadFiles;

/// <summary>What services answer that were not made for a harness, over real HTTP.</summary>
public sealed class OddAnswersTests
{
    [Fact]
    public async Task Answers_that_are_not_what_they_say_are_unknown_and_the_run_goes_on()
    {
        long count = 0;
        var run = await ServiceRun.RunAsync(
            app =>
            {
                app.MapGet("/", () => "ready");
                app.MapPost("/visits/{page}", (HttpResponse response) => Interlocked.Increment(ref count) switch
                {
                    var n when n % 2 == 0 => Results.Content("{\"count\":\"\\ud800\"}", "application/json"),
                    var n when n % 3 == 0 => Mislabelled(response),
                    var n when n % 5 == 0 => Results.Content("<html>an error page with status 200</html>", "text/html"),
                    var n when n % 7 == 0 => Results.Stream(new EndlessStream(), "application/json"),
                    var n when n % 11 == 0 => Results.Redirect("/elsewhere"),
                    var n when n % 13 == 0 => To(response, "//["),
                    _ => Results.NoContent(),
                });

                static IResult Mislabelled(HttpResponse response)
                {
                    response.Headers.ContentEncoding = "gzip";
                    return Results.Text("not compressed at all");
                }

                static IResult To(HttpResponse response, string location)
                {
                    response.Headers.Location = location;
                    return Results.StatusCode(302);
                }
            },
            """
            service: api
            ready: /
            promises:
              visits: {kind: counter, increment: {request: "POST /visits/{key}", follow-redirects: true, value: $.count}}
            """,
            "run smoke --seed 1 --duration 3s");
        Assert.True(run.Code == 2, run.Output);
        Assert.Contains(" 0 ok, 0 failed", run.Output, StringComparison.Ordinal);
        Assert.Equal([("visits", "not proven")], run.Verdicts);
    }

    [Fact]
    public async Task A_service_may_speak_HTTP_as_it_likes()
    {
        long count = 0;
        string Answer(string request)
        {
            var isVisit = request.StartsWith("POST", StringComparison.Ordinal);
            var counted = isVisit ? Interlocked.Increment(ref count) : Interlocked.Read(ref count);
            return $$"""{"count":{{counted}}}""";
        }

        await using OddServer one = new(Answer), other = new(Answer);
        await using var system = await FakeSystem.StartServiceAsync(_ => { });
        var file = Path.Combine(system.NewFolder(), "odd.workload.yaml");
        await File.WriteAllTextAsync(
            file,
            """
            service: odd
            ready: /
            promises:
              visits:
                kind: counter
                answers: own-count
                increment: {request: POST /visits, value: $.count}
                read: {request: GET /visits, value: $.count}
            """,
            TestContext.Current.CancellationToken);
        using var output = new StringWriter();
        var code = await LoadTests.Verbs.LoadTestsCommand.RunAsync(
            [
                "run", "smoke", "--seed", "1", "--duration", "5s", "--workload", file, "--target", $"{one.Url},{other.Url}",
                "--no-calibration",
                "--output", system.NewFolder(),
            ],
            output, output, TestContext.Current.CancellationToken);
        Assert.True(code == 0, output.ToString());
    }

    [Fact]
    public async Task A_client_keeps_cookies_as_a_browser_does()
    {
        var names = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var run = await ServiceRun.RunAsync(
            app =>
            {
                app.MapGet("/", () => "ready");
                app.MapPut("/name", (Dictionary<string, string> body, HttpContext context) =>
                {
                    if (context.Request.Cookies["id"] is not { } id)
                    {
                        id = Guid.NewGuid().ToString("N");
                        context.Response.Headers.Append("Set-Cookie", new[]
                        {
                            "theme=\"dark; blue\"; Path=/; Max-Age=3600",
                            $"id={id}; Path=/; Domain=shop.example; Secure; HttpOnly; Expires="
                                + $"{TimeProvider.System.GetUtcNow().AddHours(1):R}",
                            "elsewhere=1; Path=/other",
                            "gone=1; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
                        });
                    }

                    names[id] = body["name"];
                    return context.Request.Headers.Cookie.ToString().Contains("elsewhere", StringComparison.Ordinal)
                        || context.Request.Cookies.ContainsKey("gone") ? Results.StatusCode(500) : Results.NoContent();
                });
                app.MapGet("/name", (HttpContext context) => context.Request.Cookies["id"] is { } id && names.TryGetValue(id, out var name)
                    ? Results.Ok(new { name }) : Results.NotFound());
            },
            """
            service: api
            ready: /
            clients: cookies
            promises:
              name:
                kind: register
                write: {request: PUT /name, json: {name: "{value}"}}
                read: {request: GET /name, value: $.name}
            """,
            "run smoke --seed 1 --duration 5s");
        Assert.True(run.Code == 0, run.Output);
    }

    [Fact]
    public async Task A_log_out_that_only_tells_the_browser_to_forget_is_none()
    {
        var run = await ServiceRun.RunAsync(
            app =>
            {
                app.MapGet("/", () => "ready");
                app.MapPost("/login", (HttpResponse response) => response.Cookies.Append("user", "signed"));
                app.MapPost("/logout", (HttpResponse response) => response.Cookies.Delete("user"));
                app.MapGet("/data", (HttpRequest request) =>
                    request.Cookies["user"] == "signed" ? Results.Ok() : Results.Unauthorized());
            },
            """
            service: api
            ready: /
            clients: cookies
            promises:
              login: {kind: token, issue: POST /login, use: GET /data, revoke: POST /logout}
            """,
            "run smoke --seed 1 --duration 5s");
        Assert.True(run.Code == 1, run.Output);
        Assert.Contains("a token was good after it had been revoked", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_write_whose_page_is_not_there_was_carried_out_all_the_same()
    {
        long count = 0;
        var run = await ServiceRun.RunAsync(
            app =>
            {
                app.MapGet("/", () => "ready");
                app.MapGet("/count", () => new { count = Interlocked.Read(ref count) });
                app.MapPost("/visits", () =>
                    Results.Redirect(Interlocked.Increment(ref count) % 5 == 0 ? "/nowhere" : "/count"));
            },
            """
            service: api
            ready: /
            promises:
              visits:
                kind: counter
                increment: {request: POST /visits, follow-redirects: true, value: $.count}
                read: {request: GET /count, value: $.count}
            """,
            "run smoke --seed 1 --duration 5s");
        Assert.True(run.Code == 0, run.Output);
    }

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
