using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Promises;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.WorkloadFiles;

namespace AspireStateless.LoadTests.Tests.WorkloadFiles;

/// <summary>What a workload file says, and what is said of a wrong one: where it is wrong, and what would be right.</summary>
public sealed class WorkloadFileTests
{
    private const string Counter = """
        service: visits
        ready: /health
        promises:
          visits:
            kind: counter
            answers: own-count
            increment: {request: "POST /visits/{key}", value: $.count}
            read: {request: "GET /visits/{key}", value: $.count}

        """;

    [Fact]
    public void A_short_file_says_all_that_is_needed()
    {
        var file = Parse(Counter);
        var promise = Assert.Single(file.Promises);
        Assert.Equal(
            ("visits", PromiseKind.Counter, true, true, PromiseScope.Subject),
            (file.Service, promise.Definition.Kind, promise.Definition.OwnCount, promise.Definition.AnswersCount, promise.Scope));
        Assert.Equal("POST /visits/{key}", promise.Request(ServiceVerb.Write)!.Line);
        Assert.Contains(409, file.Refusals);
        Assert.True(file.Clients.IsAnonymous);
        Assert.Null(file.Start);
    }

    [Fact]
    public void A_copy_is_started_by_a_command_that_is_told_its_port_and_its_stores()
    {
        var start = Parse(Counter + """
            start:
              command: gunicorn --bind 127.0.0.1:{port} "app factory:make()"
              folder: app
              environment: {REDIS_URL: "{redis.url}"}
              stores: [redis]
              replicas: 4
            """).Start!;
        Assert.Equal(["gunicorn", "--bind", "127.0.0.1:{port}", "app factory:make()"], start.Command.Select(word => word.Text));
        Assert.Equal(("/files/app", 4), (start.Folder, start.Replicas));
        Assert.Equal("127.0.0.1:80", start.Command[2].Fill(_ => "80"));
    }

    [Fact]
    public void Bodies_are_escaped_for_where_their_values_stand()
    {
        var request = Parse("""
            service: names
            ready: /
            promises:
              name:
                kind: register
                write: {request: PUT /name, json: {text: "a {value}", number: 2, flag: true}}
                read: {request: GET /name, value: $.text}
            """).Promises[0].Request(ServiceVerb.Write)!;
        Assert.Equal("""{"text":"a \u0022b","number":2,"flag":true}""", request.Body!.Template.Fill(_ => "\"b", request.Body.Encode));
        Assert.Equal("application/json", request.Body.MediaType);
    }

    [Theory]
    [InlineData("{key}", PromiseScope.Subject)]
    [InlineData("{user}", PromiseScope.Client)]
    [InlineData("all", PromiseScope.Shared)]
    public void Whose_the_objects_are_follows_from_the_requests(string path, object scope) =>
        Assert.Equal(scope, Parse(Counter.Replace("{key}", path, StringComparison.Ordinal)).Promises[0].Scope);

    public static TheoryData<string, string, string> Wrong => new()
    {
        { "kind: counter", "kind: count", "5:11: 'count' is no 'kind'" },
        { "answers:", "anwers:", "6:5: 'anwers' has no meaning in the promise 'visits'" },
        { "increment:", "incremental:", "5:5: the promise 'visits' has no 'increment'" },
        { "POST /visits/{key}", "POST /visits/{page}", "7:26: nobody fills '{page}' here" },
        { "POST /visits/{key}", "SEND /visits", "7:26: 'SEND /visits' is no request" },
        { "value: $.count", "value: $.count..x", "'$.count..x' is no path: '..x' is not understood" },
        { "value: $.count", "value: count", "'count' says nothing about where the value stands" },
        { "value: $.count", "value: {match: '('}", "'(' is no regular expression" },
        { "service: visits", "service: Visits!", "1:10: 'Visits!' is no name of a service" },
        { "service: visits", "service: &a visits", "1:10: '&a' names this for elsewhere" },
        { "service: visits", "service: *a", "1:10: '*a' refers to another place" },
        { "service: visits", "service: !!str visits", "is a tag, which has no meaning here" },
        { "service: visits", "service: visits\nservice: other", "2:1: 'service' stands here for the second time, after line 1" },
        { "  visits:\n", "  visits: {kind: counter, increment: GET /}\n  visits:\n", "5:3: 'visits' stands here for the second time" },
        { "service: visits", "service: [", "this is not YAML" },
        { "service: visits", "service: visits\nstart: {command: app}", "2:8: nobody tells a copy which port to open" },
        { "service: visits", "service: visits\nstart: {command: 'app {redis.url} {port}'}", "nobody fills '{redis.url}' here" },
        { "service: visits", "service: visits\nstart: {command: 'app {port}', stores: [mongo]}", "'mongo' is no store" },
        { "service: visits", "service: visits\nclients: robots", "2:10: 'robots' are no clients" },
        { "service: visits", "service: visits\nclients: {log-in: POST /login}", "the log-in yields no token" },
        { "service: visits", "service: visits\nrefusals: [200]", "2:12: '200' is no status of a refusal" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_told_with_its_place(string right, string wrong, string told)
    {
        var failure = Assert.Throws<BadInputException>(() => Parse(Counter.Replace(right, wrong, StringComparison.Ordinal)));
        Assert.StartsWith("/files/visits.workload.yaml:", failure.Message, StringComparison.Ordinal);
        Assert.Contains(told, failure.Message, StringComparison.Ordinal);
        Assert.NotEmpty(failure.Advice);
    }

    [Fact]
    public void A_misspelled_key_is_told_what_was_meant()
    {
        var failure = Assert.Throws<BadInputException>(() => Parse(Counter + "clients: cookies\nFollow_Redirects: true\n"));
        Assert.Contains(
            "It may have: service, start, clients, ready, faults, refusals, promises", failure.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("just a text")]
    [InlineData("- a\n- list")]
    [InlineData("service: a\n---\nservice: b")]
    public void What_is_no_map_is_no_workload(string text) => Assert.Throws<BadInputException>(() => Parse(text));

    [Fact]
    public void What_blows_up_is_refused_before_it_does()
    {
        Assert.Contains(
            "levels deep", Assert.Throws<BadInputException>(() => Parse(new string('[', 10_000))).Message, StringComparison.Ordinal);
        Assert.Contains(
            "a workload file has at most",
            Assert.Throws<BadInputException>(() => Parse(Counter + new string('#', 10_000_000))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_told() => Assert.Contains(
        "cannot be read", Assert.Throws<BadInputException>(() => WorkloadFile.Read("/nowhere.yaml")).Message, StringComparison.Ordinal);

    private static WorkloadFile Parse(string text) => WorkloadFileReader.Parse("/files/visits.workload.yaml", text);
}
