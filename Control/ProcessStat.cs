using System.Globalization;

namespace AspireStateless.Control;

/// <summary>What <c>/proc/[pid]/stat</c> says of a process. Linux only.</summary>
public sealed class ProcessStat
{
    private const int ClockTicksPerSecond = 100; // USER_HZ: fixed at 100 in Linux's user-space interface.

    private readonly int _pid;
    private readonly string[] _fields;

    private ProcessStat(int pid, string[] fields) => (_pid, _fields) = (pid, fields);

    public ProcessIdentity Identity => new(_pid, Number(22));

    /// <summary>The process; null once it has ended, and holds nothing but its exit code.</summary>
    public ProcessIdentity? Living => State is "Z" or "X" ? null : Identity;

    public bool IsStopped => State == "T";

    /// <summary>The process that started it, or has it since that ended.</summary>
    public int Parent => (int)Number(4);

    /// <summary>Processor time used so far, user and kernel.</summary>
    public TimeSpan ProcessorTime => TimeSpan.FromSeconds((double)(Number(14) + Number(15)) / ClockTicksPerSecond);

    private string State => Field(3);

    /// <returns>Null where there is no such process.</returns>
    public static ProcessStat? Of(int pid)
    {
        try
        {
            return Parse(pid, File.ReadAllText(FormattableString.Invariant($"/proc/{pid}/stat")));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <returns>Null for what is no such line.</returns>
    public static ProcessStat? Parse(int pid, string? line)
    {
        // Field 2, the name, may hold spaces and parentheses: fields are counted from behind its last one, beginning with field 3.
        var fields = line?[(line.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields?.Length > 22 - 3 ? new ProcessStat(pid, fields) : null;
    }

    // Numbered as in proc(5).
    private string Field(int number) => _fields[number - 3];

    private long Number(int field) => long.Parse(Field(field), CultureInfo.InvariantCulture);
}
