using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AspireStateless.Dashboard.Assets;

/// <summary>Scripts and styles, which are embedded in this library under the path they are served at.</summary>
internal static class AssetEndpoints
{
    internal static void MapAssets(this IEndpointRouteBuilder app) => app.MapGet("/assets/{**path}", (string path) =>
        typeof(AssetEndpoints).Assembly.GetManifestResourceStream($"assets/{path}") is { } content
            ? TypedResults.Stream(content, path.EndsWith(".css", StringComparison.Ordinal) ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8")
            : (IResult)TypedResults.NotFound());
}
