namespace AspireStateless.LoadTests.Metering;

/// <summary>
/// What happened in one interval of a series. Each number is filed under its own moment: planned and shed under the due time, sent under
/// the send, outcomes and times under the end. So a bucket does not change once everything that was under way in it has ended.
/// </summary>
internal sealed class TrafficBucket
{
    /// <summary>Arrivals that were due: what was offered.</summary>
    public long Planned { get; set; }
    public long Sent { get; set; }
    public long Succeeded { get; set; }

    /// <summary>Refused for certain.</summary>
    public long Failed { get; set; }

    /// <summary>Ended without an answer that decides.</summary>
    public long Unknown { get; set; }

    /// <summary>Arrivals that were never sent, because the backlog was full or the run was ended.</summary>
    public long Shed { get; set; }

    /// <summary>Due to done of what succeeded: what a user would have waited.</summary>
    public SparseHistogram Response { get; } = new();

    public void Add(TrafficBucket other)
    {
        Planned += other.Planned;
        Sent += other.Sent;
        Succeeded += other.Succeeded;
        Failed += other.Failed;
        Unknown += other.Unknown;
        Shed += other.Shed;
        Response.Add(other.Response);
    }
}
