using System.Text.Json;
using System.Text.Json.Serialization;

namespace AspireStateless.LoadTests.Reports;

/// <summary>How reports are written as JSON.</summary>
internal static class ReportJson
{
    public static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters =
        {
            new JsonStringEnumConverter(JsonNamingPolicy.CamelCase),
            new NumbersOnOneLine<int>(),
            new NumbersOnOneLine<long>(),
            new NumbersOnOneLine<double>(),
            new NumbersOnOneLine<double?>(),
        },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}

/// <summary>
/// Writes an array of numbers on one line, however the rest is indented: a series of five hundred is no column of five hundred.
/// </summary>
internal sealed class NumbersOnOneLine<T> : JsonConverter<T[]>
{
    public override T[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize<List<T>>(ref reader, options)?.ToArray() ?? [];

    public override void Write(Utf8JsonWriter writer, T[] value, JsonSerializerOptions options) =>
        writer.WriteRawValue($"[{string.Join(',', value.Select(number => JsonSerializer.Serialize(number)))}]", skipInputValidation: true);
}

/// <summary>Writes something with all that its own type has, and not only what the declared one tells.</summary>
internal sealed class OwnTypeConverter<T> : JsonConverter<T>
    where T : class
{
    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, value.GetType(), options);
}
