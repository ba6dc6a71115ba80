using System.Globalization;
using AspireStateless.Dashboard;
using Microsoft.Extensions.Logging.Abstractions;

namespace AspireStateless.TelemetryBench;

/// <summary>The whole dashboard, for an instance that has printed 10,000 lines and goes on; telemetry comes from another process.</summary>
internal static class FullDashboard
{
    public const string Token = "bench";

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    /// <summary>Serves until a signal, and prints every five seconds how much memory is in use.</summary>
    /// <param name="pages">Where the pages are.</param>
    /// <param name="otlp">Where telemetry is sent to.</param>
    public static async Task<int> RunAsync(string pages, string otlp)
    {
        var options = new DashboardOptions
        {
            Pages = DashboardOptions.Parse(pages),
            Otlp = DashboardOptions.Parse(otlp),
            BrowserToken = Token,
            OtlpApiKey = CollectorServer.ApiKey,
        };
        await using var dashboard = await DashboardHost.StartAsync(options, new BusyResources(), NullLoggerFactory.Instance, CancellationToken.None);
        Console.WriteLine($"Login to the dashboard at {dashboard.LoginUrl}");
        for (; ; await Task.Delay(Period))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Environment.WorkingSet / (1024 * 1024)} MB"));
        }
    }
}
