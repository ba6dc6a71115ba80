using Microsoft.Net.Http.Headers;

namespace AspireStateless.Api.Inputs;

/// <summary>
/// JSON is UTF-8 (RFC 8259). The framework knows that charset only without quotes, reads some others, and throws something of its own for
/// what it does not know.
/// </summary>
internal static class JsonCharset
{
    private const string Utf8 = "utf-8";

    public static void UseJsonCharset(this WebApplication app) =>
        app.Use((context, next) =>
        {
            RequireUtf8(context.Request);
            return next(context);
        });

    private static void RequireUtf8(HttpRequest request)
    {
        if (request.ContentType?.Contains("charset", StringComparison.OrdinalIgnoreCase) != true || !request.HasJsonContentType())
        {
            return;
        }

        var type = MediaTypeHeaderValue.Parse(request.ContentType);
        if (!HeaderUtilities.UnescapeAsQuotedString(type.Charset).Equals(Utf8, StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidInputException(
                "Content-Type", "The body must be application/json in UTF-8.", StatusCodes.Status415UnsupportedMediaType);
        }

        type.Charset = Utf8;
        request.ContentType = type.ToString();
    }
}
