using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace AspireStateless.LoadTests.Tests.Browser;

/// <summary>A page whose every mistake is kept: errors on its console, exceptions, requests that leave this machine.</summary>
public sealed class WatchedPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _mistakes = new();

    private WatchedPage(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) => Keep(message.Type is "error" or "warning", message.Text);
        page.PageError += (_, error) => Keep(isMistake: true, error);
        page.Request += (_, request) => Keep(
            new Uri(request.Url) is { IsLoopback: false, Scheme: not "data" }, $"A request left this machine: {request.Url}");
    }

    public IPage Page { get; }

    internal static async Task<WatchedPage> OpenAsync(IBrowser browser, BrowserNewContextOptions? options)
    {
        var unused = await browser.NewContextAsync(options);
        return new WatchedPage(unused, await unused.NewPageAsync());
    }

    /// <summary>Fails when the page made a mistake.</summary>
    public void AssertQuiet() => Assert.Empty(_mistakes);

    /// <summary>Fails when something on the page keeps people from using it, or when the page made a mistake.</summary>
    public async Task AssertUsableAsync()
    {
        using var reader = new StreamReader(typeof(WatchedPage).Assembly.GetManifestResourceStream("accessibility.js")!);
        Assert.Empty(await Page.EvaluateAsync<string[]>(await reader.ReadToEndAsync(TestContext.Current.CancellationToken)));
        AssertQuiet();
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private void Keep(bool isMistake, string text)
    {
        if (isMistake)
        {
            _mistakes.Enqueue(text);
        }
    }
}
