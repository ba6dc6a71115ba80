using System.Net.Mime;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace AspireStateless.Dashboard.Telemetry.Otlp;

/// <summary>Takes telemetry in by OTLP over HTTP with protobuf: <c>POST /v1/traces</c>, <c>/v1/logs</c> and <c>/v1/metrics</c>.</summary>
/// <remarks>
/// Answers as the OpenTelemetry protocol specification says: 200 with an empty answer; 400 with a status message for what is malformed or
/// too large, of which nothing is kept; 401 without the API key; 415 for other encodings. Nothing is answered with "try again": what has
/// no room is dropped and counted.
/// </remarks>
internal static class OtlpEndpoints
{
    private const string Protobuf = "application/x-protobuf";
    private const string ApiKeyHeader = "x-otlp-api-key";

    // google.rpc.Code.INVALID_ARGUMENT
    private const byte InvalidArgument = 3;

    /// <param name="routes">Where to.</param>
    /// <param name="store">Keeps what comes.</param>
    /// <param name="apiKey">What senders have to show in the header <c>x-otlp-api-key</c>.</param>
    /// <param name="time">Stamps log records that have no time.</param>
    public static IEndpointConventionBuilder MapOtlp(this IEndpointRouteBuilder routes, TelemetryStore store, string apiKey, TimeProvider time)
    {
        var texts = new TextPool();
        var key = Encoding.UTF8.GetBytes(apiKey);
        var otlp = routes.MapGroup("/v1");
        otlp.MapPost("/traces", Take(body => store.Traces.Add(new TraceDecoder(texts, store.Resources).Decode(body.Payload))));
        otlp.MapPost("/logs", Take(body => store.Logs.Add(new LogDecoder(texts, store.Resources, time).Decode(body.Payload))));
        otlp.MapPost("/metrics", Take(body => store.Metrics.Add(new MetricDecoder(texts, store.Resources).Decode(body.Payload))));
        return otlp;

        RequestDelegate Take(Action<OtlpBody> keep) => context => TakeAsync(context, key, keep, store.Payloads);
    }

    private static async Task TakeAsync(HttpContext context, byte[] key, Action<OtlpBody> keep, KeptCount payloads)
    {
        var (request, response) = (context.Request, context.Response);
        payloads.Receive(1);
        var sent = Encoding.UTF8.GetBytes(request.Headers[ApiKeyHeader].ToString());
        if (!CryptographicOperations.FixedTimeEquals(sent, key))
        {
            response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        else if (!IsProtobuf(request) || EncodingOf(request) is not { } isGzip)
        {
            response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
        }
        else
        {
            try
            {
                using var body = await OtlpBody.ReadAsync(request, isGzip);
                keep(body);
                response.ContentType = Protobuf;
            }
            catch (MalformedPayloadException malformed)
            {
                payloads.Drop(1);
                await RefuseAsync(response, malformed.Message);
            }
        }
    }

    private static bool IsProtobuf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals(Protobuf, StringComparison.OrdinalIgnoreCase);

    /// <returns>Whether the payload is packed; null if it is in a way that is not known here.</returns>
    private static bool? EncodingOf(HttpRequest request) => request.Headers.ContentEncoding.ToString() switch
    {
        "" or "identity" => false,
        "gzip" => true,
        _ => null,
    };

    /// <summary>Writes a <c>google.rpc.Status</c>, which the protocol asks for: code in field 1, message in field 2.</summary>
    private static Task RefuseAsync(HttpResponse response, string message)
    {
        var text = Encoding.UTF8.GetBytes(message);
        byte[] status = [1 << 3, InvalidArgument, (2 << 3) | 2, (byte)text.Length, .. text];
        response.StatusCode = StatusCodes.Status400BadRequest;
        response.ContentType = Protobuf;
        // What is left of a payload that is too large is not read.
        response.Headers.Connection = "close";
        return response.Body.WriteAsync(status).AsTask();
    }
}
