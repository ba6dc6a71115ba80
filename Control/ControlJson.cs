using System.Text.Json;

namespace AspireStateless.Control;

/// <summary>How everything between a harness and an AppHost is written.</summary>
public static class ControlJson
{
    public static JsonSerializerOptions Options => JsonSerializerOptions.Web;

    /// <summary>Something whose properties depend on a kind of fault.</summary>
    public static JsonElement Element(object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return JsonSerializer.SerializeToElement(value, value.GetType(), Options);
    }
}
