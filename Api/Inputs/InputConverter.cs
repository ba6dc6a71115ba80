using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AspireStateless.Api.Inputs;

/// <summary>Reads a type that parses from a JSON string, and says its rule when the string breaks it.</summary>
internal sealed class InputConverter<T> : JsonConverter<T>
    where T : class, IParsable<T>
{
    private static readonly string Rule = typeof(T).GetCustomAttribute<InputPatternAttribute>()!.Rule;

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && T.TryParse(reader.GetString(), provider: null, out var value)
            ? value
            : throw new JsonException($"must be {Rule}.");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
