namespace AspireStateless.Control;

/// <summary>What the control endpoint answers at.</summary>
public static class ControlPaths
{
    public const string Topology = "/topology"; // GET: a Topology.
    public const string Durability = "/durability"; // GET: DurabilitySettings.
    public const string Faults = "/faults"; // POST a FaultRequest: a FaultReport. DELETE one, by its id: a CureReport.
    public const string Runs = "/runs"; // POST a RunAnnouncement.
    public const string Events = "/events"; // GET, with a run's id in run: server-sent events of the types of EventTypes.
}
