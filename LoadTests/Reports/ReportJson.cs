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
