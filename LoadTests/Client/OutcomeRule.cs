using System.Text.Json;

namespace AspireStateless.LoadTests.Client;

/// <summary>
/// What an answer proves. Whatever is not certainly without effect is unknown: a failure claimed wrongly would let the checker
/// reject a correct service, an unknown one only costs it power.
/// </summary>
internal static class OutcomeRule
{
    /// <param name="status">The status of a complete answer.</param>
    /// <param name="body">Its body.</param>
    public static Outcome OfRefusal(int status, ReadOnlySpan<byte> body) => status switch
    {
        // Decided by the contract before any effect.
        400 or 401 or 403 or 404 or 405 or 409 or 412 or 413 or 415 or 422 => Outcome.Failed,
        429 or 503 => SaysNothingHappened(body) ? Outcome.Failed : Outcome.Unknown,
        _ => Outcome.Unknown,
    };

    /// <param name="failure">Why no complete answer came.</param>
    public static Outcome OfFailure(Exception failure) => failure is HttpRequestException
    {
        // Raised before the first byte of a request can be written; of one without content only the last time, which changes nothing else
        // than the end of its session.
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
            or HttpRequestError.SecureConnectionError,
    }
        ? Outcome.Failed
        : Outcome.Unknown;

    private static bool SaysNothingHappened(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize<Problem>(body, JsonSerializerOptions.Web)?.Definite ?? false;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private sealed record Problem(bool Definite);
}
