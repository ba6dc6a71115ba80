using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace AspireStateless.Chaos.Endpoint;

/// <summary>The secret of one run of the AppHost; whoever has it may signal its processes.</summary>
internal sealed class BearerToken
{
    private const int Bytes = 32;

    public string Value { get; } = RandomNumberGenerator.GetHexString(2 * Bytes, lowercase: true);

    public void Guard(IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (Accepts(context.Request))
        {
            await next(context);
            return;
        }

        context.Response.Headers.WWWAuthenticate = "Bearer";
        await ProblemResponses.WriteAsync(
            context, StatusCodes.Status401Unauthorized, "unauthorized",
            "Send 'Authorization: Bearer <token>' with the token from artifacts/apphosts/<pid>.json.");
    });

    // Takes the same time for every wrong token of the right length, so that none can be found digit by digit.
    private bool Accepts(HttpRequest request) => CryptographicOperations.FixedTimeEquals(
        Encoding.UTF8.GetBytes(request.Headers[HeaderNames.Authorization].ToString()), Encoding.UTF8.GetBytes($"Bearer {Value}"));
}
