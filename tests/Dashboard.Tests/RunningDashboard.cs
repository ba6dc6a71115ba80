using System.Diagnostics;
using System.Text.RegularExpressions;

namespace AspireStateless.Dashboard.Tests;

/// <summary>The real AppHost with two replicas and its dashboard, and a browser; one for all tests of an assembly.</summary>
public sealed partial class RunningDashboard : IAsyncLifetime
{
    private static readonly string[] Browsers =
    [
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ];

    // Telemetry takes a second to come, and on a busy machine a few more.
    private const int ExpectMilliseconds = 20_000;

    private Process? appHost;
    private IPlaywright? playwright;

    /// <summary>A link that logs in.</summary>
    public Uri LoginUrl { get; private set; } = null!;

    /// <summary>The service's public endpoint.</summary>
    public Uri ServiceUrl { get; private set; } = null!;

    public IBrowser Browser { get; private set; } = null!;

    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Name;

    public async ValueTask InitializeAsync()
    {
        var limit = TestContext.Current.CancellationToken;
        await Task.WhenAll(StartAppHostAsync(limit), StartBrowserAsync());
    }

    /// <summary>Opens a page of the dashboard in a browser that is logged in and was never used before.</summary>
    public async Task<WatchedPage> OpenAsync(string path, BrowserNewContextOptions? options = null)
    {
        var page = await WatchedPage.OpenAsync(Browser, options);
        await page.Page.GotoAsync($"{LoginUrl}&returnUrl={Uri.EscapeDataString(path)}");
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
        {
            await Browser.DisposeAsync();
        }

        playwright?.Dispose();
        if (appHost is not null)
        {
            // At end-of-file it stops everything and removes its data.
            appHost.StandardInput.Close();
            await appHost.WaitForExitAsync();
            appHost.Dispose();
        }
    }

    private async Task StartAppHostAsync(CancellationToken limit)
    {
        var assembly = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "AppHost", Configuration, "AppHost.dll"));
        appHost = Process.Start(new ProcessStartInfo(
            "dotnet",
            [
                assembly, "--Data=temporary", "--DcpPublisher:RandomizePorts=true", "--Replicas=2", "--Chaos:StopWithStdin=true",
                "--Accounts:SignUpsPerMinute=0",
            ])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        while (LoginUrl is null || ServiceUrl is null)
        {
            var line = await appHost.StandardOutput.ReadLineAsync(limit)
                ?? throw new InvalidOperationException("The AppHost ended before its service was healthy.");
            LoginUrl ??= Find(Login(), line)!;
            ServiceUrl ??= Find(Healthy(), line)!;
        }

        // Read on, so that it never waits for somebody to.
        _ = appHost.StandardOutput.ReadToEndAsync(CancellationToken.None);
    }

    private async Task StartBrowserAsync()
    {
        Assertions.SetDefaultExpectTimeout(ExpectMilliseconds);
        playwright = await Playwright.CreateAsync();
        Browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Array.Find(Browsers, File.Exists) ?? throw new InvalidOperationException("There is no Chromium: run eng/install --browser."),
        });
    }

    private static Uri? Find(Regex pattern, string line) => pattern.Match(line) is { Success: true } match ? new Uri(match.Groups["url"].Value) : null;

    [GeneratedRegex(@"Login to the dashboard at (?<url>\S+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Login();

    [GeneratedRegex(@"api is healthy, 2 replicas: (?<url>\S+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Healthy();
}
