using System.Diagnostics;
using System.Globalization;

namespace AspireStateless.Api.Telemetry;

/// <summary>Which process answers: the instance it runs as, and the one life of that instance.</summary>
/// <param name="Instance">The host's name for it, <c>api-abcdwxyz</c>, or <c>local</c> where no host gave one.</param>
/// <param name="StartTicks">
/// Field 22 of <c>/proc/self/stat</c>; Unix milliseconds where there is no <c>/proc</c>. With the pid it is never used twice.
/// </param>
internal sealed record ReplicaIdentity(string Instance, int Pid, long StartTicks)
{
    private readonly string _text = string.Create(CultureInfo.InvariantCulture, $"{Instance}/{Pid}/{StartTicks}");

    /// <summary>Reads the identity of this process.</summary>
    public static ReplicaIdentity Read(IConfiguration configuration) =>
        new(InstanceOf(configuration), Environment.ProcessId, ReadStartTicks());

    /// <returns>The value of the <c>Replica</c> header, and the name of every connection to a store.</returns>
    public override string ToString() => _text;

    private static string InstanceOf(IConfiguration configuration)
    {
        const string Attribute = "service.instance.id=";
        var suffix = configuration["OTEL_RESOURCE_ATTRIBUTES"]?
            .Split(',', StringSplitOptions.TrimEntries)
            .FirstOrDefault(pair => pair.StartsWith(Attribute, StringComparison.Ordinal))?[Attribute.Length..];
        return configuration["OTEL_SERVICE_NAME"] is { Length: > 0 } service && !string.IsNullOrEmpty(suffix)
            ? $"{service}-{suffix}"
            : "local";
    }

    private static long ReadStartTicks()
    {
        if (!OperatingSystem.IsLinux())
        {
            return new DateTimeOffset(Process.GetCurrentProcess().StartTime).ToUnixTimeMilliseconds();
        }

        // Field 2 is the program's name in parentheses and may hold anything; the fields are counted from behind it.
        var stat = File.ReadAllText("/proc/self/stat");
        var fromField3 = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return long.Parse(fromField3[22 - 3], CultureInfo.InvariantCulture);
    }
}
