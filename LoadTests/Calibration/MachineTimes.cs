using System.Globalization;

namespace AspireStateless.LoadTests.Calibration;

/// <summary>What the processors of this machine did since it started, in ticks of a hundredth of a second, all cores together.</summary>
/// <param name="All">Every tick.</param>
/// <param name="Idle">Nothing to do, or waiting for a disk.</param>
/// <param name="Stolen">Wanted, and given to another machine by the host.</param>
internal readonly record struct MachineTimes(long All, long Idle, long Stolen)
{
    private const int Fields = 8; // user nice system idle iowait irq softirq steal; what follows is part of these.

    /// <returns>Null where this machine has no /proc/stat.</returns>
    public static MachineTimes? Read() =>
        OperatingSystem.IsLinux() && File.ReadLines("/proc/stat").FirstOrDefault() is { } line ? Parse(line) : null;

    /// <param name="line">The first line of proc(5)'s stat.</param>
    public static MachineTimes? Parse(string line)
    {
        long[] ticks =
        [
            .. line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Skip(1)
                .Take(Fields)
                .Select(field => long.Parse(field, CultureInfo.InvariantCulture)),
        ];
        return ticks.Length == Fields ? new MachineTimes(ticks.Sum(), ticks[3] + ticks[4], ticks[7]) : null;
    }

    public static MachineTimes operator -(MachineTimes later, MachineTimes earlier) =>
        new(later.All - earlier.All, later.Idle - earlier.Idle, later.Stolen - earlier.Stolen);
}
