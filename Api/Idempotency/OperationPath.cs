using System.Diagnostics.CodeAnalysis;
using AspireStateless.Api.Inputs;
using AspireStateless.Api.Visits;

namespace AspireStateless.Api.Idempotency;

/// <summary>The path that an operation was sent to: keys belong to their path.</summary>
[InputPattern("^/visits/[a-z0-9-]{1,64}$", "the path that the operation was sent to, like /visits/home")]
internal sealed record OperationPath : IParsable<OperationPath>
{
    private const string VisitsPrefix = "/visits/";

    private OperationPath(PageName page) => Page = page;

    public PageName Page { get; }

    public override string ToString() => VisitsPrefix + Page.Value;

    public static OperationPath Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var path) ? path : throw new FormatException();

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out OperationPath result)
    {
        result = s is not null && s.StartsWith(VisitsPrefix, StringComparison.Ordinal)
            && PageName.TryParse(s[VisitsPrefix.Length..], provider, out var page)
            ? new(page)
            : null;
        return result is not null;
    }
}
