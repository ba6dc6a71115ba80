namespace AspireStateless.Control;

/// <summary>What the control endpoint answers at.</summary>
public static class ControlPaths
{
    /// <summary>GET: a <see cref="Control.Topology"/>.</summary>
    public const string Topology = "/topology";

    /// <summary>GET: <see cref="DurabilitySettings"/>.</summary>
    public const string Durability = "/durability";

    /// <summary>POST a <see cref="FaultRequest"/>: a <see cref="FaultReport"/>. DELETE one, by its id: a <see cref="CureReport"/>.</summary>
    public const string Faults = "/faults";

    /// <summary>POST a <see cref="RunAnnouncement"/>.</summary>
    public const string Runs = "/runs";

    /// <summary>GET, with a run's id in <c>run</c>: server-sent events of the types of <see cref="EventTypes"/>.</summary>
    public const string Events = "/events";
}
