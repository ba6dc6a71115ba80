using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;

namespace AspireStateless.Api.Inputs;

/// <summary>The body of an operation that takes no fields: nothing, or the empty JSON object.</summary>
/// <remarks>
/// Clients send <c>{}</c> so that no library between them and us repeats a POST on a broken connection, which some do when there
/// is no body.
/// </remarks>
internal sealed class EmptyBody : IBindableFromHttpContext<EmptyBody>
{
    /// <summary>Bytes. Larger bodies are refused before the handler runs.</summary>
    public const int BytesMax = 1024;

    private static readonly EmptyBody Instance = new();

    public static ValueTask<EmptyBody?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var canHaveBody = context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? true;
        return canHaveBody ? ReadAsync(context.Request, context.RequestAborted) : new(Instance);
    }

    private static async ValueTask<EmptyBody?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > BytesMax)
        {
            throw TooLarge();
        }

        var buffer = new byte[(request.ContentLength ?? BytesMax) + 1];
        var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        if (length > BytesMax)
        {
            throw TooLarge();
        }

        if (length > 0)
        {
            RequireEmptyObject(request, buffer.AsMemory(0, length));
        }

        return Instance;
    }

    private static void RequireEmptyObject(HttpRequest request, ReadOnlyMemory<byte> body)
    {
        if (!request.HasJsonContentType())
        {
            throw new InvalidInputException(
                "Content-Type", "The body must be application/json.", StatusCodes.Status415UnsupportedMediaType);
        }

        try
        {
            // By the serializer, as other bodies: of a name that is no text it says so in the one exception that is expected here.
            _ = JsonSerializer.Deserialize(body.Span, InputsJson.Default.EmptyBody)
                ?? throw new InvalidInputException("body", "The body must be a JSON object.");
        }
        catch (JsonException fault)
        {
            throw new BadHttpRequestException("The body must be the empty object.", fault);
        }
    }

    private static InvalidInputException TooLarge() =>
        new("body", $"The body must be at most {BytesMax} bytes.", StatusCodes.Status413PayloadTooLarge);
}
