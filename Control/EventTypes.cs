namespace AspireStateless.Control;

/// <summary>Types of the events on a run's stream.</summary>
public static class EventTypes
{
    public const string State = "state"; // An InstanceState: first the present ones, then each change.
    public const string Fault = "fault"; // A FaultReport.
    public const string Cure = "cure"; // A CureReport.
}
