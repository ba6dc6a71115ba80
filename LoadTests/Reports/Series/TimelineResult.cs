namespace AspireStateless.LoadTests.Reports.Series;

/// <summary>Traffic over time, in buckets of equal width: how many operations, and how long they took.</summary>
internal abstract record SeriesResult
{
    public required double BucketMs { get; init; }

    /// <summary>Percentiles are those of the operations within so long before the end of a bucket.</summary>
    public required double WindowMs { get; init; }
    public required int[] Offered { get; init; }

    /// <summary>Shed, or due while no replica served.</summary>
    public required int[] NotSent { get; init; }
    public required int[] Ok { get; init; }
    public required int[] Failed { get; init; }
    public required int[] Unknown { get; init; }

    /// <summary>How many answered operations the percentiles of a bucket rest on.</summary>
    public required int[] Samples { get; init; }

    /// <summary>From due to done, milliseconds; null without samples.</summary>
    public required double?[] P50 { get; init; }
    public required double?[] P99 { get; init; }
    public required double?[] P999 { get; init; }
    public required IReadOnlyList<InstanceSeries> Instances { get; init; }
}

/// <summary>
/// The run over time. Bucket n begins <c>n * BucketMs</c> after the start of the history. What is offered, not sent and how long it took is
/// filed under the time at which an operation was due; what it came to, under the time at which that was known.
/// </summary>
internal sealed record TimelineResult : SeriesResult
{
    public required double TrafficFromMs { get; init; }
    public required double TrafficToMs { get; init; }
    public required double EndMs { get; init; }
    public required int[] Refused { get; init; }

    /// <summary>That of no traffic.</summary>
    public static TimelineResult Empty { get; } = new()
    {
        BucketMs = 1,
        WindowMs = 1,
        TrafficFromMs = 0,
        TrafficToMs = 0,
        EndMs = 0,
        Offered = [],
        NotSent = [],
        Ok = [],
        Refused = [],
        Failed = [],
        Unknown = [],
        Samples = [],
        P50 = [],
        P99 = [],
        P999 = [],
        Instances = [],
    };
}

/// <param name="Answered">Requests that an instance answered, by bucket.</param>
internal sealed record InstanceSeries(string Instance, int[] Answered);
