using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace AspireStateless.LoadTests.Performance.Benches.Engine;

/// <summary>
/// The least that a service of this kind can do: Kestrel without routing, which answers with two bytes, and below the root with a count.
/// </summary>
internal sealed class BareEndpoint : IAsyncDisposable
{
    private static readonly ReadOnlyMemory<byte> Answer = "ok"u8.ToArray();
    private static readonly ReadOnlyMemory<byte> Count = """{"count":1}"""u8.ToArray();
    private readonly WebApplication _app;

    private BareEndpoint(WebApplication app) => _app = app;

    /// <summary>A free port of the loopback address.</summary>
    public IPEndPoint Address => IPEndPoint.Parse(new Uri(_app.Urls.Single()).Authority);

    public static async Task<BareEndpoint> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, port: 0));
        var app = builder.Build();
        app.Run(AnswerAsync);
        await app.StartAsync(cancellationToken);
        return new BareEndpoint(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static Task AnswerAsync(HttpContext context)
    {
        var answer = context.Request.Path == "/" ? Answer : Count;
        context.Response.ContentLength = answer.Length;
        return context.Response.Body.WriteAsync(answer, context.RequestAborted).AsTask();
    }
}
