using System.Collections.Concurrent;

namespace AspireStateless.Dashboard.Tests;

/// <summary>A page whose every mistake is kept: errors on its console, exceptions, requests that leave this machine.</summary>
public sealed class WatchedPage : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly ConcurrentQueue<string> mistakes = new();

    private WatchedPage(IBrowserContext context, IPage page)
    {
        this.context = context;
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
    public void AssertQuiet() => Assert.Empty(mistakes);

    /// <summary>Fails when something on the page keeps people from using it, or when the page made a mistake.</summary>
    public async Task AssertUsableAsync()
    {
        using var reader = new StreamReader(typeof(WatchedPage).Assembly.GetManifestResourceStream("accessibility.js")!);
        Assert.Empty(await Page.EvaluateAsync<string[]>(await reader.ReadToEndAsync(TestContext.Current.CancellationToken)));
        AssertQuiet();
    }

    public ValueTask DisposeAsync() => context.DisposeAsync();

    private void Keep(bool isMistake, string text)
    {
        if (isMistake)
        {
            mistakes.Enqueue(text);
        }
    }
}
