using System.Text;
using System.Text.Json;
using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Promises;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Targets;
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
    [InlineData("json: {stock: \"{number}\", name: \"n{number}\"}", """{"stock":7,"name":"n7"}""", "application/json")]
    [InlineData("body: '{ count }', content-type: application/json; charset=utf-8", "{ count }", "application/json; charset=utf-8")]
    public void A_number_is_sent_as_one_and_a_text_as_it_stands(string body, string sent, string type)
    {
        var write = Parse($$"""
            service: names
            ready: /
            promises:
              name:
                kind: register
                write: {request: "PUT /name/{value}", {{body}}}
                read: {request: GET /name, value: $.name}
            """).Promises[0].Request(ServiceVerb.Write)!;
        Assert.Equal((sent, type), (write.Body!.Template.Fill(_ => "7", write.Body.Encode), write.Body.MediaType));
    }

    [Theory]
    [InlineData("counter", "increment: POST /visits, read: {request: GET /visits, value: $.count}", "whose the objects of 'it' are")]
    [InlineData("counter", "increment: POST /visits", "nothing shows the count")]
    [InlineData("once", "do: {request: POST /, json: {n: '{value}'}}, read: {request: GET /, value: $}", "'do' uses none of {operation}")]
    [InlineData("expires", "lifetime: 1s, open: POST /, use: GET /", "'1s' is no lifetime that a run can wait for")]
    public void A_promise_that_could_not_be_judged_is_refused(string kind, string requests, string told)
    {
        var text = $"service: api\nready: /ready\nclients: cookies\npromises:\n  it: {{kind: {kind}, {requests}}}\n";
        Assert.Contains(told, Assert.Throws<BadInputException>(() => Parse(text)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$.items[*].id", """{"items":[{"id":"a"},{"id":2},{"id":null},{}]}""", "a 2")]
    [InlineData("$.items[*].id", """{"items":[]}""", "")]
    [InlineData("$.items[*].id", """{"error":"store away"}""", null)]
    [InlineData("$.data.count", """{"data":null}""", null)]
    [InlineData("$.name", """{}""", "")]
    [InlineData("$.name", """{"name":"\ud800"}""", null)]
    [InlineData("$.name", "<html>", null)]
    public void An_answer_of_another_shape_is_told_from_one_that_says_none(string path, string body, string? found)
    {
        using var answer = new HttpResponseMessage();
        var place = Parse(Counter.Replace("$.count", $"'{path}'", StringComparison.Ordinal)).Promises[0].Request(ServiceVerb.Read)!.Value!;
        Assert.Equal(found?.Split(' ', StringSplitOptions.RemoveEmptyEntries), place.Find(answer, Encoding.UTF8.GetBytes(body)));
    }

    [Fact]
    public void A_value_may_be_a_part_of_a_header()
    {
        using var answer = new HttpResponseMessage();
        answer.Headers.Location = new Uri("http://127.0.0.1:8001/orders/57");
        var place = Parse(Counter.Replace("$.count", "{header: Location, match: '(\\d+)$'}", StringComparison.Ordinal))
            .Promises[0].Request(ServiceVerb.Read)!.Value!;
        Assert.Equal(["57"], place.Find(answer, default)!);
    }

    [Fact]
    public void What_all_see_is_shared_whoever_writes_it() => Assert.Equal(
        PromiseScope.Shared,
        Parse("""
            service: guestbook
            ready: /
            promises:
              entries:
                kind: set
                add: {request: POST /, form: {name: "{user}", message: "{value}"}}
                read: {request: GET /, value: {match: "<li>(.*?)</li>"}}
            """).Promises[0].Scope);

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
        { "    read:", "    ask: GET /done/{operation}\n    read:", "8:10: 'increment' has no key that 'ask' could ask for" },
        { "value: $.count}\n    read", "json: {n: {number}}}\n    read", "without quotes '{number}' is a map in YAML" },
        { "value: $.count}\n    read", "body: a, content-type: text}\n    read", "'text' is no media type" },
        { "value: $.count}\n    read", "value: {}}\n    read", "this has neither match nor header" },
        { "POST /visits/{key}\", value", "GET /health\", value", "7:26: 'GET /health' is what 'ready' asks for too" },
        { "    read:", "    ask: GET /done\n    read:", "8:10: 'ask' uses none of {operation}" },
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
    public void The_schema_that_editors_use_knows_the_same_words()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(BuildPaths.RepositoryRoot, "docs", "workload.schema.json")));
        var words = schema.RootElement.GetProperty("properties");
        var told = Assert.Throws<BadInputException>(() => Parse(Counter + "more: words\n")).Advice.Split("It may have: ")[1];
        Assert.Equal(told.TrimEnd('.').Split(", ").Order(), words.EnumerateObject().Select(word => word.Name).Order());

        var promises = words.GetProperty("promises").GetProperty("additionalProperties").GetProperty("oneOf").EnumerateArray()
            .Select(promise => (
                Kind: promise.GetProperty("properties").GetProperty("kind").GetProperty("const").GetString(),
                Requests: promise.GetProperty("properties").EnumerateObject()
                    .Where(word => word.Value.TryGetProperty("$ref", out var type) && type.GetString() == "#/$defs/request")
                    .Select(word => word.Name).Order(),
                Required: promise.GetProperty("required").EnumerateArray().Select(word => word.GetString()!).ToList()));
        Assert.All(PromiseShape.All.Zip(promises), pair =>
        {
            var (shape, promise) = pair;
            Assert.Equal(shape.Name, promise.Kind);
            Assert.Equal(shape.Requests.Select(request => request.Name).Order(), promise.Requests);
            Assert.All(shape.Requests, request => Assert.Equal(request.IsRequired, promise.Required.Contains(request.Name)));
        });
    }

    [Fact]
    public void A_file_that_is_not_there_is_told() => Assert.Contains(
        "cannot be read", Assert.Throws<BadInputException>(() => WorkloadFile.Read("/nowhere.yaml")).Message, StringComparison.Ordinal);

    private static WorkloadFile Parse(string text) => WorkloadFileReader.Parse("/files/visits.workload.yaml", text);
}
