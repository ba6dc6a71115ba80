using System.Text.Json;

namespace AspireStateless.LoadTests.Client;

/// <summary>Reads the bodies of answers.</summary>
internal static class AnswerBody
{
    /// <param name="body">JSON, if the service is right.</param>
    /// <param name="read">Finds what is looked for; may throw whatever <see cref="JsonElement"/> throws.</param>
    /// <returns>Null where the body does not hold it.</returns>
    public static Reading? Parse(ReadOnlyMemory<byte> body, Func<JsonElement, Reading> read)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return read(document.RootElement);
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Of an answer whose success says everything.</summary>
    public static Reading? Nothing(ReadOnlyMemory<byte> body) => default(Reading);

    /// <summary>The <c>applied</c> of an operation, as 1 or 0.</summary>
    public static Reading? Applied(ReadOnlyMemory<byte> body) =>
        Parse(body, static answer => new Reading(answer.GetProperty("applied").GetBoolean() ? 1 : 0));
}
