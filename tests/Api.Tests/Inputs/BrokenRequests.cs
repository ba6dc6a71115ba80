using System.Text.RegularExpressions;

namespace AspireStateless.Api.Tests.Inputs;

/// <summary>Requests that are right but for one thing: their body, a header, their path, their query or their cookies.</summary>
/// <param name="forms">Paths of the page's forms.</param>
/// <param name="token">Of a session that every operation but a logout is done in.</param>
/// <param name="other">Of one that may end.</param>
internal sealed partial class BrokenRequests(
    IReadOnlyList<ApiOperation> operations, IReadOnlyList<string> forms, string token, string other)
{
    private const string Host = "Host: localhost";
    private const string Json = "Content-Type: application/json";
    private const string UrlEncoded = "application/x-www-form-urlencoded";

    private static readonly string[] NoParameters =
    [
        "%00", "%ff", "%ed%a0%80", "%c0%80", "%", "%zz", "a.b%20", "~", "%F0%9F%98%80", "%0d%0aX:%20y", "1e3.", new('~', 70),
        new string('9', 3000) + ".",
    ];

    private static readonly string[] NoHeaders =
    [
        "\xff", "a\xc3", "\xed\xa0\x80", "\"", "\"a", "a b", "a,b", "é", "\u007f", "a\0b", "99999999999999999999,", new('~', 65),
        new(',', 300),
    ];

    private static readonly string[] NoJsonTypes =
    [
        "text/plain", "application/json; charset=utf-16", "application/json; charset=nonsense", "application/json; charset=utf-7",
        "application/json; charset=", "application/json; charset=\"", "json", "/", "*/*", "\xff", "application/json\xff",
        "application/json; charset=\xff", "application/json; charset=\"utf-\\ud800\"", "multipart/form-data",
    ];

    private static readonly string[] NoTokens = ["Bearer", "Bearer ", "Bearer \xff", "Bearer a b", "Basic eDp4", "CfDJ8", "\0"];

    private static readonly string[] OddHeaders =
    [
        "Cookie: session=\xff", "Cookie: \xff=1", "Cookie: ;;;=;=\"", "Cookie: session=%ff; session=%00; session=\"",
        "Cookie: a=" + new string('b', 3000), "Accept: \xff", "Accept: ;;q=nonsense", "Accept-Encoding: \xc0\x80",
        "Content-Encoding: gzip", "Content-Type: \xff", "Origin: \xff", "Origin: http://[", "Sec-Fetch-Site: \xff",
        "X-Forwarded-For: \xff", "X-Forwarded-For: [::1", "X-Forwarded-Proto: \xff", "traceparent: 00-\xff", "Range: bytes=9-1",
        "Transfer-Encoding: chunked\r\n\r\n\xff\r\n", "Transfer-Encoding: nonsense", "Expect: nonsense", "Content-Length: -1",
        "Content-Length: 99999999999999999999", "Host: a b", "Host: \xff", Host, "Authorization: Bearer \xff", "Authorization: \xff",
        ": empty", "no-colon", "Name With Space: x", "If-Match: " + new string('"', 300), "If-None-Match: \xff",
        "If-Modified-Since: nonsense", "Authorization: Bearer CfDJ8" + new string('A', 300), "Upgrade: \xff",
        "X: " + new string('x', 17_000),
    ];

    private static readonly string[] OddTargets =
    [
        "{0}?{1}=%ff", "{0}?{1}=%00", "{0}?{1}=%ed%a0%80", "{0}?{1}", "{0}?=&&=%", "{0}?{1}=1&{1}=2", "{0}?{1}=99999999999999999999",
        "{0}?{1}=-1", "{0}?{1}=1e9", "{0}?{1}=\xff", "{0}#\xff", "{0}/", "/{0}", "{0}%2f..", "{0}/%2e%2e/%2e%2e", "{0}\\",
        "http://a b{0}", "*", "{0}?" + "{1}", "", "http://[::1{0}", "{0} HTTP/9.9 x",
    ];

    private static readonly (string Type, string Body)[] Forms =
    [
        .. from body in new[]
           {
               "", "=", "&&&", "%ff=%ff", "username=%ff%00&password=%ed%a0%80", "username=\xff&password=\0", "sku=MUG&sku=MUG&quantity=1e9",
               "location=%00%ff", "key=%00", "a" + new string('a', 3000) + "=1", string.Concat(Enumerable.Repeat("a=&", 1100)),
           }
           from type in new[] { UrlEncoded, UrlEncoded + "; charset=nonsense", "multipart/form-data" }
           select (type, body),
        .. from body in new[]
           {
               "", "--x", "--x\r\n\r\n", "--x--", "--x\r\nContent-Disposition: form-data; name=\"username\"\r\n\r\nabc",
               "--x\r\n\xff: \xff\r\n\r\n\r\n--x--", "--x\r\nContent-Disposition: form-data; name=\"\xff\"\r\n\r\n\xff\r\n--x--",
               "--x\r\nContent-Disposition: \"\r\n\r\na\r\n--x--", "--x\r\nA: " + new string('a', 9000) + "\r\n\r\na\r\n--x--",
               "--x\r\n" + string.Concat(Enumerable.Repeat("A: b\r\n", 50)) + "\r\na\r\n--x--",
           }
           from type in new[] { "multipart/form-data; boundary=x", "multipart/form-data; boundary=" + new string('x', 300) }
           select (type, body),
    ];

    public RawRequest Next(Random random)
    {
        if (random.Next(10) == 0)
        {
            return Form(random);
        }

        var operation = operations[random.Next(operations.Count)];
        RawRequest right = new(
            operation.Method,
            Placeholder().Replace(operation.Path, match => match.Value == "{id}" ? "1" : "AB-1"),
            [Host, Json, "Authorization: Bearer " + (operation.Path == "/logout" ? other : token)],
            operation.Body ?? "",
            $"{operation}: ",
            IsWrong: true);
        return random.Next(8) switch
        {
            0 when operation.Path.Contains('{', StringComparison.Ordinal) => WithPath(right, operation, random),
            1 when operation.Headers.Count > 0 => WithHeader(right, operation, random),
            2 when operation.Body is not null => With(right, "its media type", right with
            {
                Headers = [Host, "Content-Type: " + Any(NoJsonTypes, random), right.Headers[2]],
            }),
            3 when operation.NeedsSession => With(right, "its token", right with
            {
                Headers = [Host, Json, "Authorization: " + Any(NoTokens, random)],
            }),
            4 => With(right, "a header", right with { Headers = [.. right.Headers, Any(OddHeaders, random)], IsWrong = false }),
            5 => WithTarget(right, operation, random),
            _ when operation.Body is { } body && BrokenJson.Of(body, random) is var (what, bytes) =>
                With(right, what, right with { Body = bytes }),
            _ => With(right, "two odd headers", right with
            {
                Headers = [.. right.Headers.Skip(random.Next(3)), Any(OddHeaders, random), Any(OddHeaders, random)],
                IsWrong = false,
            }),
        };
    }

    private RawRequest Form(Random random)
    {
        var path = forms[random.Next(forms.Count)];
        var (type, body) = Forms[random.Next(Forms.Length)];
        return new(
            "POST", path, [Host, "Content-Type: " + type, "Sec-Fetch-Site: same-origin", "Authorization: Bearer " + other], body,
            $"{path}: its form", IsWrong: false);
    }

    private static RawRequest WithPath(RawRequest right, ApiOperation operation, Random random) =>
        With(right, "its path", right with { Target = Placeholder().Replace(operation.Path, _ => Any(NoParameters, random)) });

    private static RawRequest WithHeader(RawRequest right, ApiOperation operation, Random random)
    {
        var name = operation.Headers[random.Next(operation.Headers.Count)];
        return With(right, name, right with { Headers = [.. right.Headers, $"{name}: {Any(NoHeaders, random)}"] });
    }

    private static RawRequest WithTarget(RawRequest right, ApiOperation operation, Random random)
    {
        var query = operation.Queries.Count > 0 ? operation.Queries[random.Next(operation.Queries.Count)] : "a";
        var target = Any(OddTargets, random)
            .Replace("{0}", right.Target, StringComparison.Ordinal)
            .Replace("{1}", query, StringComparison.Ordinal);
        return With(right, "its address", right with { Target = target, IsWrong = false });
    }

    private static RawRequest With(RawRequest right, string what, RawRequest broken) => broken with { What = right.What + what };

    private static string Any(string[] choices, Random random) => choices[random.Next(choices.Length)];

    [GeneratedRegex("{[^}]+}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
