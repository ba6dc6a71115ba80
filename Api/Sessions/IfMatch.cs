using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using AspireStateless.Api.Inputs;

namespace AspireStateless.Api.Sessions;

/// <summary>
/// The versions that a change is meant for, from the header <c>If-Match</c> (RFC 9110): a list of tags, of which weak ones and those of
/// others match nothing, or <c>*</c>. A version without quotes is taken as well.
/// </summary>
/// <param name="Versions">Null for any.</param>
[InputPattern("^" + Grammar + "$", "'*', or versions as \"3\", \"4\"")]
internal sealed partial record IfMatch(IReadOnlyList<long>? Versions) : IParsable<IfMatch>
{
    public const string Header = "If-Match";

    private const string Tag = "(W\\/)?\"[!#-~\\u0080-\\uffff]*\"";
    private const string Grammar = @"(\*|[0-9]{1,18}|[ \t,]*" + Tag + @"([ \t]*,[ \t,]*" + Tag + @")*[ \t,]*)";

    public static IfMatch Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var version) ? version : throw new FormatException();

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out IfMatch result)
    {
        result = s switch
        {
            "*" => new IfMatch(Versions: null),
            not null when Whole().IsMatch(s) => new([.. StrongVersions().Matches(s).Select(VersionOf)]),
            _ => null,
        };
        return result is not null;
    }

    private static long VersionOf(Match match) =>
        long.Parse(match.Groups["version"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A" + Grammar + @"\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Whole();

    // A tag is compared as it is written: "03" is none of ours.
    [GeneratedRegex("""(?<!W/)"(?<version>0|[1-9][0-9]{0,17})"|\A(?<version>[0-9]+)\z""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex StrongVersions();
}
