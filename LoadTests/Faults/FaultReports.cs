using System.Text.Json;

namespace AspireStateless.LoadTests.Faults;

/// <summary>A fault that took effect, with what was observed of it.</summary>
internal sealed record FaultReport(string Id, string Kind, string Target, JsonElement Evidence);

/// <summary>A fault that was undone.</summary>
internal sealed record CureReport(string Id, string Kind, string Target, JsonElement Cure);

/// <summary>What shows that a process was ended. Of a container no process is known: then only its state tells.</summary>
/// <param name="At">When all of it had been observed, nanoseconds of the monotonic clock: a little after the end itself.</param>
internal sealed record ProcessEnd(int? Pid, long? StartTicks, string? Signal, bool? ProcessGone, string? State, int? ExitCode, long At)
{
    /// <summary>Whether it shows what the kind of fault claims.</summary>
    public bool Confirms(string kind) =>
        (ProcessGone ?? State is "Finished" or "Exited") && At > 0 && (kind != FaultKinds.Kill || Signal == "SIGKILL");
}

/// <summary>What shows that an instance runs again.</summary>
internal sealed record ProcessStart(int? Pid, long? StartTicks, string? DirectUrl, long At);
