using System.Text.RegularExpressions;

namespace AspireStateless.Api.Tests.Inputs;

/// <summary>Breaks a JSON object in one place, so that nobody may take it: as UTF-8, as text, as JSON, or as what it should say.</summary>
internal static partial class BrokenJson
{
    // Bytes and escapes that are no text: a byte on its own, an overlong NUL, surrogates as bytes and as escapes, and no escapes at all.
    private static readonly string[] NoText =
        ["\xff", "\xc0\x80", "\xed\xa0\x80", "\xf5", "\xc3", "\\ud800", "\\udc00", "\\ud800\\ud800", "\\u12", "\\x41", "\\", "\n", "\0"];

    private static readonly string[] NoNumbers =
        ["01", "+1", "1.", ".5", "-", "--1", "0x1", "1e", "1e999", "-1e999", "NaN", "Infinity", "99999999999999999999999999999999", "1 2"];

    private static readonly string[] NoLiterals = ["nul", "NULL", "True", "undefined", "nulll"];

    private static readonly string[] Trailers = ["{}", ",", "]", "x", "\0", "\xff", "//", "\"\""];

    private static readonly string[] NoObjects =
        ["null", "1", "\"\"", "[]", "true", "[{}]", "{", "}", "\xef\xbb\xbf\xef\xbb\xbf{}", "\xfe\xff\0{\0}"];

    /// <param name="json">An object that the contract allows, in ASCII.</param>
    /// <returns>What was done, and the bytes as characters.</returns>
    public static (string What, string Bytes) Of(string json, Random random) => random.Next(7) switch
    {
        0 => ("a member's name that is no text", AfterABrace($"\"a{Any(NoText, random)}\":1", json, random)),
        1 => ("a member that is there twice", AfterABrace("\"a\":1,\"a\":1", json, random)),
        2 => ("deeper than anything", AfterABrace("\"a\":" + Nested(random.Next(20, 2000), random), json, random)),
        3 => ("something after it", json + Any(Trailers, random)),
        4 => ("no object", Any(NoObjects, random)),
        5 => ("cut off", json[..random.Next(1, json.Length)]),
        _ => BrokenToken(json, random),
    };

    private static (string What, string Bytes) BrokenToken(string json, Random random)
    {
        var tokens = Tokens().Matches(json);
        var token = tokens[random.Next(tokens.Count)];
        var (what, broken) = token.Value[0] switch
        {
            '"' when random.Next(3) == 0 => ("a text without its end", token.Value[..^1]),
            '"' => ("a text that is none", token.Value.Insert(random.Next(1, token.Length), Any(NoText, random))),
            '-' or >= '0' and <= '9' => ("a number that is none", Any(NoNumbers, random)),
            >= 'a' and <= 'z' => ("a word that is none", Any(NoLiterals, random)),
            _ when random.Next(2) == 0 => ("a sign twice", token.Value + token.Value),
            _ => ("a sign less", ""),
        };
        return (what, json[..token.Index] + broken + json[(token.Index + token.Length)..]);
    }

    private static string AfterABrace(string member, string json, Random random)
    {
        var braces = Braces().Matches(json);
        var index = braces[random.Next(braces.Count)].Index + 1;
        return json[..index] + member + (json[index..].TrimStart().StartsWith('}') ? "" : ",") + json[index..];
    }

    private static string Nested(int depth, Random random) => random.Next(2) == 0
        ? new string('[', depth) + new string(']', depth)
        : string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth);

    private static string Any(string[] choices, Random random) => choices[random.Next(choices.Length)];

    [GeneratedRegex("""
        "[^"]*"|-?[0-9][0-9.]*|[a-z]+|[{}\[\]:,]
        """, RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tokens();

    [GeneratedRegex("{", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Braces();
}
