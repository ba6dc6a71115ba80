using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.RegularExpressions;

namespace AspireStateless.LoadTests.Runs;

/// <summary>Turns what a user typed into values, or says what is wrong with it.</summary>
internal static partial class RunArguments
{
    private static readonly TimeSpan LongestDuration = TimeSpan.FromHours(24);
    private const double HighestRate = 50_000;

    /// <summary>A number with a unit: <c>500ms</c>, <c>20s</c>, <c>2m</c>, <c>1h</c>; at least 1 s, at most 24 h.</summary>
    public static TimeSpan? Duration(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var match = DurationPattern().Match(text);
        if (match.Success)
        {
            var number = double.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture);
            var seconds = number * match.Groups["unit"].Value switch
            {
                "ms" => 0.001,
                "m" => 60,
                "h" => 3600,
                _ => 1,
            };
            if (seconds >= 1 && seconds <= LongestDuration.TotalSeconds)
            {
                return TimeSpan.FromSeconds(seconds);
            }
        }

        result.AddError($"'{text}' is not a duration: write a number and a unit, such as 20s, 2m or 1h; at least 1 s, at most 24 h.");
        return null;
    }

    /// <summary>Operations per second.</summary>
    public static double? Rate(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate)
            && rate is > 0 and <= HighestRate)
        {
            return rate;
        }

        result.AddError($"'{text}' is not a rate: write operations per second, above 0, at most {HighestRate}.");
        return null;
    }

    /// <summary>Configuration keys: <c>Key=Value</c>, any number of times.</summary>
    public static Dictionary<string, string> Settings(ArgumentResult result)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var token in result.Tokens)
        {
            var equals = token.Value.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                settings[token.Value[..equals]] = token.Value[(equals + 1)..];
            }
            else
            {
                result.AddError($"'{token.Value}' is not a setting: write Key=Value, such as Redis:Append=no.");
            }
        }

        return settings;
    }

    /// <summary>Addresses of copies, with commas between them.</summary>
    public static Uri[]? Addresses(ArgumentResult result)
    {
        var addresses = new List<Uri>();
        foreach (var text in result.Tokens[0].Value.Split(','))
        {
            if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            {
                addresses.Add(address);
            }
            else
            {
                result.AddError($"'{text}' is not an address: write http://localhost:8001, and a comma before the next.");
                return null;
            }
        }

        return [.. addresses];
    }

    [GeneratedRegex(@"^(?<number>\d{1,9}(\.\d{1,3})?)(?<unit>ms|s|m|h)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex DurationPattern();
}
