using System.Runtime.CompilerServices;
using System.Threading.Channels;
using AspireStateless.Dashboard.Live;
using AspireStateless.Dashboard.Pages;
using AspireStateless.Dashboard.Resources;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace AspireStateless.Dashboard.ConsoleLogs;

/// <summary>The page of what instances print, and the lines as they come.</summary>
internal static class ConsoleLogEndpoints
{
    private const int BatchLinesMax = 500;

    internal static void MapConsoleLogs(this IEndpointRouteBuilder app)
    {
        app.MapGet("/consolelogs", (PageRenderer pages, IResourceSource resources, string? of, string? instance, string? resource, string? q) =>
            pages.Page<ConsoleLogsPage>(new()
            {
                [nameof(ConsoleLogsPage.Of)] = of ?? instance ?? resource ?? First(resources),
                [nameof(ConsoleLogsPage.Query)] = q,
            }));
        app.MapGet("/consolelogs/stream", (IResourceSource resources, string of, IHostApplicationLifetime lifetime, HttpContext context) =>
            TypedResults.ServerSentEvents(ReadAsync(resources, of, LiveEndpoints.UntilEither(context, lifetime))));
    }

    // What somebody who opens the page most likely wants to see: the service rather than a store.
    private static string? First(IResourceSource resources)
    {
        var candidates = resources.Instances.Where(instance => instance.HasConsole).ToList();
        var first = candidates.FirstOrDefault(instance => instance.Type == "Project") ?? candidates.FirstOrDefault();
        return first is not null && candidates.Count(instance => instance.Resource == first.Resource) > 1 ? first.Resource : first?.Id;
    }

    /// <summary>Lines of all the instances that are meant, merged as they come.</summary>
    private static async IAsyncEnumerable<IReadOnlyList<PrintedLine>> ReadAsync(
        IResourceSource resources, string of, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var merged = Channel.CreateBounded<IReadOnlyList<PrintedLine>>(16);
        var reading = resources.Instances.Where(instance => instance.Id == of || instance.Resource == of).Select(async instance =>
        {
            await foreach (var lines in resources.ReadConsoleAsync(instance.Id, cancellationToken).ConfigureAwait(false))
            {
                // In parts, so that the first of ten thousand lines are shown while the rest is on its way.
                foreach (var part in lines.Chunk(BatchLinesMax))
                {
                    var printed = part.Select(line => new PrintedLine(instance.Id, line.Number, line.IsError, AnsiText.Parse(line.Text))).ToList();
                    await merged.Writer.WriteAsync(printed, cancellationToken).ConfigureAwait(false);
                }
            }
        }).ToList();
        _ = Task.WhenAll(reading).ContinueWith(
            ended => merged.Writer.TryComplete(ended.Exception), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        await foreach (var lines in merged.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return lines;
        }
    }

    /// <summary>A line as the page gets it.</summary>
    private sealed record PrintedLine(string Instance, int Number, bool IsError, IReadOnlyList<AnsiSpan> Spans);
}
