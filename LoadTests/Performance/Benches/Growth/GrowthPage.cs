using System.Text.Json;
using AspireStateless.LoadTests.Reports;
using AspireStateless.LoadTests.Reports.Pages;

namespace AspireStateless.LoadTests.Performance.Benches.Growth;

/// <summary>
/// Curves as one file that needs no network: both axes of each chart by logarithms, on which a power of the size is a line.
/// </summary>
internal static class GrowthPage
{
    // The default encoder escapes what could end a script.
    private static readonly JsonSerializerOptions Compact = new(ReportJson.Format) { WriteIndented = false, Encoder = null };

    public static string Of(IReadOnlyList<GrowthCurve> curves, DateTimeOffset at)
    {
        var machine = MachineResult.OfThis();
        return PageAssets.Fill("growth.html", new Dictionary<string, string>
        {
            ["styles"] = PageAssets.Styles,
            ["head"] = $"{at:yyyy-MM-dd HH:mm} UTC, {machine.Processors} cores, {machine.MemoryMb:N0} MB, commit {machine.Commit}",
            ["curves"] = JsonSerializer.Serialize(curves.Select(curve => new
            {
                curve.What,
                curve.Of,
                curve.Unit,
                curve.Missing,
                curve.Law,
                curve.Exponent,
                Points = curve.Points.Select(point => new { point.Size, point.Cost, point.Missing }),
            }), Compact),
            ["script"] = PageAssets.Bundle($"{PageAssets.Folder}growth.js"),
        });
    }
}
