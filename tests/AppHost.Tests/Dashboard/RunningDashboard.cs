using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using AspireStateless.LoadTests.Tests.Browser;
using Microsoft.Playwright;

namespace AspireStateless.AppHost.Tests.Dashboard;

/// <summary>The AppHost as people start it, with its dashboard, two replicas and temporary data; and a browser.</summary>
public sealed partial class RunningDashboard : IAsyncLifetime
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(50);

    private static readonly Dictionary<string, string> Environment = new(StringComparer.Ordinal)
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["DOTNET_ENVIRONMENT"] = "Development",
        // As the launch profile, on free ports.
        ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
        ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = "http://127.0.0.1:0",
        ["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = "http://127.0.0.1:0",
        ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true",
    };

    private readonly RunningBrowser _browser = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("apphosts-");
    private Process? _appHost;

    /// <summary>The link that the AppHost prints.</summary>
    public Uri LoginUrl { get; private set; } = null!;

    /// <summary>The service's public endpoint.</summary>
    public Uri ServiceUrl { get; private set; } = null!;

    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Name;

    public async ValueTask InitializeAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(StartLimit);
        await Task.WhenAll(StartAppHostAsync(limit.Token), _browser.InitializeAsync().AsTask());
    }

    /// <summary>Logs in by the printed link, in a browser that was never used before.</summary>
    public async Task<WatchedPage> LogInAsync()
    {
        var page = await WatchedPage.OpenAsync(_browser.Browser, new() { ViewportSize = new() { Width = 1400, Height = 900 } });
        await page.Page.GotoAsync(LoginUrl.AbsoluteUri);

        // The dashboard tries its way to the application again with growing pauses where it breaks, and shows no resources meanwhile.
        await page.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "redis" }).First.WaitForAsync(new() { Timeout = 90_000 });
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        if (_appHost is not null)
        {
            // At end-of-file it stops everything and removes its data.
            _appHost.StandardInput.Close();
            await _appHost.WaitForExitAsync();
            _appHost.Dispose();
        }

        _folder.Delete(recursive: true);
    }

    private async Task StartAppHostAsync(CancellationToken limit)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [
                Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "AppHost", Configuration, "AppHost.dll")),
                "--Data=temporary", "--DcpPublisher:RandomizePorts=true", "--Replicas=2", "--Chaos:StopWithStdin=true",
                $"--Chaos:Folder={_folder.FullName}", "--Projects:SuppressBuild=true",
            ])
        {
            // It reads its settings from where it is started.
            WorkingDirectory = Path.GetDirectoryName(Projects.AppHost.ProjectPath)!,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        _appHost = Process.Start(start)!;
        while (LoginUrl is null)
        {
            var line = await _appHost.StandardOutput.ReadLineAsync(limit)
                ?? throw new InvalidOperationException("The AppHost ended before its dashboard was there.");
            if (Login().Match(line) is { Success: true } login)
            {
                LoginUrl = new Uri(login.Groups["url"].Value);
            }
        }

        // Read on, so that it never waits for somebody to.
        _ = _appHost.StandardOutput.ReadToEndAsync(CancellationToken.None);
        ServiceUrl = await ServiceAsync(limit);
    }

    // Told when every replica runs.
    private async Task<Uri> ServiceAsync(CancellationToken limit)
    {
        FileInfo? file;
        while ((file = _folder.EnumerateFiles("*.json").FirstOrDefault()) is null)
        {
            await Task.Delay(LookAgainAfter, limit);
        }

        using var description = JsonDocument.Parse(await File.ReadAllTextAsync(file.FullName, limit));
        return new Uri(description.RootElement.GetProperty("endpointUrl").GetString()!);
    }

    [GeneratedRegex(@"Login to the dashboard at (?<url>\S+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Login();
}
