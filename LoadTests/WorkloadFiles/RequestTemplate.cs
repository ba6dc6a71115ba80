using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AspireStateless.LoadTests.Failures;

namespace AspireStateless.LoadTests.WorkloadFiles;

/// <summary>A request of a workload file, to be filled in for each operation.</summary>
internal sealed record RequestTemplate
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

    /// <summary>As it stands in the file: method and path.</summary>
    public required string Line { get; init; }
    public required HttpMethod Method { get; init; }
    public required Template Path { get; init; }
    public IReadOnlyList<(string Name, Template Value)> Headers { get; init; } = [];

    /// <summary>Null for none.</summary>
    public RequestBody? Body { get; init; }

    /// <summary>Where its value stands in the answer; null where it has none.</summary>
    public ValuePlace? Value { get; init; }

    /// <summary>Statuses which say that what it asks for is not there.</summary>
    public IReadOnlyList<int> Absent { get; init; } = [];

    /// <summary>Whether redirects are followed, each as a part of the same attempt.</summary>
    public bool FollowsRedirects { get; init; }

    public FilePlace At { get; init; } = null!;

    public bool Uses(string placeholder) =>
        Path.Uses(placeholder) || Body?.Template.Uses(placeholder) == true || Headers.Any(header => header.Value.Uses(placeholder));

    /// <param name="node">"POST /path", or a map with more.</param>
    /// <param name="filled">Its placeholders.</param>
    /// <exception cref="BadInputException">It is no request.</exception>
    public static RequestTemplate Of(FileNode node, IReadOnlyCollection<string> filled)
    {
        if (node is FileText only)
        {
            return OfLine(only, filled);
        }

        var section = new FileSection(node.Map("a request, such as 'GET /count'"), "a request");
        var request = OfLine(section.Required("request", "request: GET /count").Text("a method and a path"), filled) with
        {
            Headers = [.. section.Texts("headers", "headers").Select(header => (Name(header.Name), Template.Of(header.Value, filled)))],
            Body = RequestBody.Of(section, filled),
            Value = section.Optional("value") is { } value ? ValuePlace.Of(value) : null,
            Absent = section.Optional("absent") is { } absent ? Statuses(absent) : [],
            FollowsRedirects = section.Flag("follow-redirects") ?? false,
        };
        section.End();
        return request.Body is null || request.Method != HttpMethod.Get
            ? request
            : throw node.At.Wrong("a GET has no body", "Leave the body out, or choose another method.");
    }

    /// <exception cref="BadInputException">They are no statuses.</exception>
    public static IReadOnlyList<int> Statuses(FileNode node) =>
    [
        .. node.List("a list of statuses").Items.Select(item => item.Text("a status")).Select(text =>
            int.TryParse(text.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status is >= 300 and <= 599
                ? status
                : throw text.At.Wrong($"'{text.Value}' is no status of a refusal", "Write a number from 300 to 599.")),
    ];

    private static RequestTemplate OfLine(FileText line, IReadOnlyCollection<string> filled)
    {
        var words = line.Value.Split(' ', 2, StringSplitOptions.TrimEntries);
        return words is [var method, ['/', ..] path] && Methods.Contains(method)
            ? new RequestTemplate
            {
                Line = line.Value,
                Method = HttpMethod.Parse(method),
                Path = Template.Of(path, line.At, filled),
                At = line.At,
            }
            : throw line.At.Wrong($"'{line.Value}' is no request", $"Write a method and a path: {string.Join(", ", Methods)}, then /path.");
    }

    private static string Name(FileText name)
    {
        using var probe = new HttpRequestMessage();
        return probe.Headers.TryAddWithoutValidation(name.Value, "value")
            ? name.Value
            : throw name.At.Wrong(
                $"'{name.Value}' is no header of a request", "The type of a body is named by json:, form: or content-type:.");
    }
}

/// <summary>A body: <c>json</c>, <c>form</c>, or <c>body</c> with <c>content-type</c>.</summary>
/// <param name="Encode">A value, for where it stands.</param>
internal sealed record RequestBody(Template Template, string MediaType, Func<string, string>? Encode)
{
    /// <returns>Null for none.</returns>
    /// <exception cref="BadInputException">There are several.</exception>
    public static RequestBody? Of(FileSection section, IReadOnlyCollection<string> filled)
    {
        var (json, form, text) = (section.Optional("json"), section.Optional("form"), section.Optional("body"));
        var type = section.Optional("content-type")?.Text("a media type");
        if (type is not null && !MediaTypeHeaderValue.TryParse(type.Value, out _))
        {
            throw type.At.Wrong($"'{type.Value}' is no media type", "Write one, such as application/json; charset=utf-8.");
        }

        RequestBody?[] bodies =
        [
            json is null ? null : new(
                Template.Of(JsonOf(json, filled), json.At, filled), "application/json", value => JsonEncodedText.Encode(value).ToString()),
            form is null ? null : new(
                Template.Of(FormOf(form), form.At, filled), "application/x-www-form-urlencoded", Uri.EscapeDataString),
            text is null ? null : new(Template.Of(text.Text("a text"), filled), type?.Value ?? "text/plain", Encode: null),
        ];
        if (type is not null && text is null)
        {
            throw type.At.Wrong("content-type is for a body: that is a text", "Leave it out: json: and form: say what they are.");
        }

        RequestBody[] given = [.. bodies.OfType<RequestBody>()];
        return given.Length <= 1
            ? given.FirstOrDefault()
            : throw section.At.Wrong("this request has several bodies", "Write one of json, form and body.");
    }

    private static string FormOf(FileNode form) => string.Join('&', form.Map("names and texts").Entries.Select(
        field => $"{Uri.EscapeDataString(field.Key.Value)}={Escaped(field.Value.Text("a text").Value)}"));

    // What stands between placeholders is escaped; the braces of these are not.
    private static string Escaped(string text) => Uri.EscapeDataString(text)
        .Replace("%7B", "{", StringComparison.Ordinal).Replace("%7D", "}", StringComparison.Ordinal);

    private static string JsonOf(FileNode node, IReadOnlyCollection<string> filled)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            Write(json, node, filled);
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static void Write(Utf8JsonWriter json, FileNode node, IReadOnlyCollection<string> filled)
    {
        switch (node)
        {
            case FileText { IsPlain: true, Value: "null" or "~" or "" }:
                json.WriteNullValue();
                break;
            case FileText { IsPlain: true, Value: "true" or "false" } flag:
                json.WriteBooleanValue(flag.Value == "true");
                break;
            case FileText { IsPlain: true } text when decimal.TryParse(
                text.Value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number):
                json.WriteNumberValue(number);
                break;
            case FileText { Value: "{number}" or "{units}" } number:
                json.WriteRawValue(number.Value, skipInputValidation: true);
                break;
            case FileText text:
                json.WriteStringValue(text.Value);
                break;
            case FileList list:
                json.WriteStartArray();
                list.Items.ToList().ForEach(item => Write(json, item, filled));
                json.WriteEndArray();
                break;
            case FileMap { Entries: [{ Key: var key, Value: FileText { IsPlain: true, Value: "" } }] } when filled.Contains(key.Value):
                throw key.At.Wrong($"without quotes '{{{key.Value}}}' is a map in YAML", $"Write \"{{{key.Value}}}\".");
            case FileMap map:
                json.WriteStartObject();
                foreach (var (key, value) in map.Entries)
                {
                    json.WritePropertyName(key.Value);
                    Write(json, value, filled);
                }

                json.WriteEndObject();
                break;
        }
    }
}
