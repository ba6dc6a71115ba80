namespace AspireStateless.Control;

/// <summary>Names of what faults take.</summary>
public static class FaultParameters
{
    public const string Replica = "replica"; // The id of the only instance whose link is concerned.
    public const string Ms = "ms"; // Added to the way, milliseconds each way.
    public const string JitterMs = "jitterMs"; // How much more it may be, milliseconds.
    public const string Direction = "direction"; // One of LinkDirections.
    public const string Nth = "nth"; // Which of the answers that follow, from 1.
    public const string HoldMs = "holdMs"; // How long it is held, milliseconds.
    public const string DutyPercent = "dutyPercent"; // Which part of each period a process runs.
    public const string PeriodMs = "periodMs"; // How long a period is, milliseconds.
    public const string Connections = "connections"; // How many connections are held.
    public const string Database = "database"; // Which database of Postgres; the server's own unless given.
    public const string Inject = "inject"; // What is run to begin: a statement as one word, or the words of a command of Redis.
    public const string Cure = "cure"; // What is run to undo it, likewise.
}
