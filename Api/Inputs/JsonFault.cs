using System.Text.Json;
using System.Text.RegularExpressions;

namespace AspireStateless.Api.Inputs;

/// <summary>Names the field of a JSON body that could not be read, and what is wrong with it.</summary>
internal static partial class JsonFault
{
    public static (string Field, string Detail) Explain(JsonException exception)
    {
        if (Missing().Match(exception.Message) is { Success: true } missing)
        {
            return (missing.Groups["field"].Value, $"{missing.Groups["field"].Value} is missing.");
        }

        if (Unknown().Match(exception.Message) is { Success: true } unknown)
        {
            return (unknown.Groups["field"].Value, "This field is not known.");
        }

        var field = exception.Path?.TrimStart('$').TrimStart('.') is { Length: > 0 } path ? path : "body";
        return (field, exception switch
        {
            _ when exception.Message.StartsWith("must be ", StringComparison.Ordinal) => $"{field} {Sentence(exception.Message)}",
            { InnerException: null } when field != "body" => $"{field} has the wrong type.",
            _ => "The body must be valid JSON of the documented shape.",
        });
    }

    // The serializer appends where it was when a converter threw.
    private static string Sentence(string message) => message.Split(" Path: ")[0];

    [GeneratedRegex("missing required properties including: '(?<field>[^']+)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Missing();

    [GeneratedRegex("JSON property '(?<field>[^']+)' could not be mapped", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Unknown();
}
