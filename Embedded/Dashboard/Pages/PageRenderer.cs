using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AspireStateless.Dashboard.Pages;

/// <summary>Answers with Razor components, rendered here and complete: nothing of them runs in the browser.</summary>
internal sealed class PageRenderer(IServiceProvider services, ILoggerFactory loggers)
{
    /// <param name="parameters">Parameters of the component, by name.</param>
    /// <param name="status">Status of the answer.</param>
    internal IResult Page<T>(Dictionary<string, object?> parameters, int status = StatusCodes.Status200OK)
        where T : IComponent => new PageResult(token => RenderAsync<T>(parameters).WaitAsync(token), status);

    private async Task<string> RenderAsync<T>(Dictionary<string, object?> parameters) where T : IComponent
    {
        var renderer = new HtmlRenderer(services, loggers);
        await using (renderer.ConfigureAwait(false))
        {
            return await renderer.Dispatcher.InvokeAsync(async () =>
            {
                var page = await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(parameters)).ConfigureAwait(false);
                return page.ToHtmlString();
            }).ConfigureAwait(false);
        }
    }

    private sealed class PageResult(Func<CancellationToken, Task<string>> render, int status) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var text = await render(httpContext.RequestAborted).ConfigureAwait(false);
            httpContext.Response.StatusCode = status;
            httpContext.Response.ContentType = "text/html; charset=utf-8";
            await httpContext.Response.WriteAsync($"<!DOCTYPE html>{text}", httpContext.RequestAborted).ConfigureAwait(false);
        }
    }
}
