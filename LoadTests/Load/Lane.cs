using AspireStateless.LoadTests.Histories;

namespace AspireStateless.LoadTests.Load;

/// <summary>What one worker measured: written by that worker alone, merged by the reporter.</summary>
internal sealed class Lane
{
    /// <summary>Due to done: what a user would have waited.</summary>
    public LatencyHistogram Response { get; } = new();

    /// <summary>Sent to done: what the service took.</summary>
    public LatencyHistogram Service { get; } = new();

    /// <summary>Due to sent: the generator's own fault.</summary>
    public LatencyHistogram Lateness { get; } = new();

    public long Sent { get; private set; }
    public long Ok { get; private set; }
    public long Failed { get; private set; }
    public long Unknown { get; private set; }

    public void Record(long due, in Completion completion)
    {
        Sent++;
        Lateness.Record(completion.Sent - due);
        if (completion.Outcome == Outcome.Ok)
        {
            Ok++;
            Response.Record(completion.Done - due);
            Service.Record(completion.Done - completion.Sent);
        }
        else if (completion.Outcome == Outcome.Failed)
        {
            Failed++;
        }
        else
        {
            Unknown++;
        }
    }
}

/// <summary>How an operation ended. Ticks are nanoseconds of <see cref="MonotonicClock"/>.</summary>
/// <param name="Sent">When its first attempt was sent.</param>
/// <param name="Done">When it was answered, or given up.</param>
internal readonly record struct Completion(Outcome Outcome, long Sent, long Done);
