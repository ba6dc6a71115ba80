using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using AspireStateless.Api.Inputs;

namespace AspireStateless.Api.Sessions;

/// <summary>The version that a change is meant for, from the header <c>If-Match</c>.</summary>
[InputPattern("^\"?[0-9]{1,18}\"?$", "one version, as 3 or \"3\"")]
internal sealed record IfMatch(long Version) : IParsable<IfMatch>
{
    public const string Header = "If-Match";

    public static IfMatch Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var version) ? version : throw new FormatException();

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out IfMatch result)
    {
        var digits = s is ['"', .. var quoted, '"'] ? quoted : s;
        result = digits is { Length: <= 18 } && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? new(version)
            : null;
        return result is not null;
    }
}
