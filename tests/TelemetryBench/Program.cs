using System.Globalization;
using AspireStateless.TelemetryBench;

// Measures what taking telemetry in costs; eng/telemetry runs it. 'collect' is the server, 'send' its load, 'hour' the memory after an hour;
// 'dashboard' is a whole dashboard, 'fill' what fills it.
return args switch
{
    ["collect", var url] => await CollectorServer.RunAsync(url),
    ["send", var url, var seconds] => await SpanLoad.RunAsync(new Uri(url), TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture))),
    ["hour"] => HourReplay.Run(),
    ["dashboard", var pages, var otlp] => await FullDashboard.RunAsync(pages, otlp),
    ["fill", var url, var seconds] => await ReplicaLoad.RunAsync(new Uri(url), TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture))),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: TelemetryBench collect <url> | send <url of a collector> <seconds> | hour | "
        + "dashboard <url of pages> <url for telemetry> | fill <url for telemetry> <seconds>");
    return 64;
}
