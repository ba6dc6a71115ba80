using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using AspireStateless.Api.Inputs;

namespace AspireStateless.Api.Idempotency;

/// <summary>A client's name for one operation, from the header <c>Idempotency-Key</c>.</summary>
[InputPattern("^[A-Za-z0-9_-]{1,64}$", "1 to 64 characters of A-Z, a-z, 0-9, '_' and '-'")]
internal sealed record IdempotencyKey : IParsable<IdempotencyKey>
{
    public const string Header = "Idempotency-Key";

    private const int LengthMax = 64;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    private IdempotencyKey(string value) => Value = value;

    public string Value { get; }

    public static IdempotencyKey Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var key) ? key : throw new FormatException();

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out IdempotencyKey result)
    {
        result = s is { Length: > 0 and <= LengthMax } && !s.AsSpan().ContainsAnyExcept(Allowed) ? new(s) : null;
        return result is not null;
    }
}
