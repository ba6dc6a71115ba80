using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;

namespace AspireStateless.Api.Answers;

/// <summary>
/// The answer 200 with a value in JSON. It goes out at once, with its length: the framework's own is sent in chunks, which takes a second
/// write for the end of them.
/// </summary>
internal sealed class Json<T>(T value) : IResult, IEndpointMetadataProvider
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), [Json.MediaType]));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = Json.ContentType;
        var options = httpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        using var writer = new Utf8JsonWriter(response.BodyWriter, new() { Encoder = options.Encoder, SkipValidation = true });
        JsonSerializer.Serialize(writer, value, (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)));
        response.ContentLength = writer.BytesCommitted + writer.BytesPending;
        // The server sends head and body when the request has ended.
        return Task.CompletedTask;
    }
}

/// <summary>Makes answers in JSON.</summary>
internal static class Json
{
    public const string MediaType = "application/json";
    public const string ContentType = $"{MediaType}; charset=utf-8";

    public static Json<T> Of<T>(T value) => new(value);
}
