using System.Globalization;
using AspireStateless.TelemetryBench;

// Measures what taking telemetry in costs; eng/telemetry runs it. 'collect' is the server, 'send' its load, 'hour' the memory after an hour.
return args switch
{
    ["collect", var url] => await CollectorServer.RunAsync(url),
    ["send", var url, var seconds] => await SpanLoad.RunAsync(new Uri(url), TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture))),
    ["hour"] => HourReplay.Run(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: TelemetryBench collect <url> | send <url of a collector> <seconds> | hour");
    return 64;
}
