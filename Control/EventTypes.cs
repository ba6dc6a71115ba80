namespace AspireStateless.Control;

/// <summary>Types of the events on a run's stream.</summary>
public static class EventTypes
{
    /// <summary>An <see cref="InstanceState"/>: first the present ones, then each change.</summary>
    public const string State = "state";

    /// <summary>A <see cref="FaultReport"/>.</summary>
    public const string Fault = "fault";

    /// <summary>A <see cref="CureReport"/>.</summary>
    public const string Cure = "cure";
}
