using System.Text.Json.Serialization;
using AspireStateless.Api.Inputs;

namespace AspireStateless.Api.Accounts;

/// <summary>A password as its owner typed it. Never written anywhere: its text is a row of dots.</summary>
[InputPattern("^[\\s\\S]{8,128}$", "8 to 128 characters")]
[JsonConverter(typeof(InputConverter<Password>))]
internal sealed record Password : Input<Password>, IInput<Password>
{
    private Password(string value) : base(value) { }

    public static bool Accepts(string text) => text.Length is >= 8 and <= 128;

    static Password IInput<Password>.Of(string text) => new(text);

    protected override string Shown => "••••••••";
}
