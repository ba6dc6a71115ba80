using System.Buffers;
using AspireStateless.Api.Inputs;

namespace AspireStateless.Api.Idempotency;

/// <summary>
/// A client's name for one operation, from the header <c>Idempotency-Key</c>; in quotes, as the draft of its standard has it, or not.
/// </summary>
[InputPattern(
    "^([A-Za-z0-9_-]{1,64}|\"[A-Za-z0-9_-]{1,64}\")$", "1 to 64 characters of A-Z, a-z, 0-9, '_' and '-', in quotes or not")]
internal sealed record IdempotencyKey : Input<IdempotencyKey>, IInput<IdempotencyKey>
{
    public const string Header = "Idempotency-Key";

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    private IdempotencyKey(string value) : base(value) { }

    public static bool Accepts(string text) =>
        Unquoted(text) is { Length: > 0 and <= 64 } key && !key.AsSpan().ContainsAnyExcept(Allowed);

    /// <summary>Says with an answer that it is the first one, from the record of its key.</summary>
    public static void SayReplay(HttpResponse response) => response.Headers["Idempotent-Replay"] = "true";

    static IdempotencyKey IInput<IdempotencyKey>.Of(string text) => new(Unquoted(text));

    private static string Unquoted(string text) => text is ['"', .. var key, '"'] ? key : text;
}
