using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;

namespace AspireStateless.Api.Answers;

/// <summary>The answer 200 with a value that is the same as long as the process lives: it is written once.</summary>
internal sealed class FixedJson<T>(T value, IOptions<JsonOptions> options) : IResult, IEndpointMetadataProvider
{
    private readonly byte[] _written = JsonSerializer.SerializeToUtf8Bytes(
        value, (JsonTypeInfo<T>)options.Value.SerializerOptions.GetTypeInfo(typeof(T)));

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => Json<T>.PopulateMetadata(method, builder);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = Json.ContentType;
        response.ContentLength = _written.Length;
        return response.Body.WriteAsync(_written, httpContext.RequestAborted).AsTask();
    }
}
