using AspireStateless.LoadTests.Faults;
using AspireStateless.LoadTests.Histories;

namespace AspireStateless.LoadTests.Load;

/// <summary>One attempt that a workload asks the recording client to make.</summary>
internal readonly record struct ApiRequest
{
    public required OperationKind Kind { get; init; }
    public required HttpMethod Method { get; init; }
    public required string Path { get; init; }

    /// <summary>What the history files it under, such as the page.</summary>
    public required string Subject { get; init; }

    /// <summary>The replica to send it to.</summary>
    public required Replica To { get; init; }
    public required int Client { get; init; }

    /// <summary>Counts the attempts of one operation, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>The idempotency key of the operation; 0 for none.</summary>
    public long Key { get; init; }
    public long Due { get; init; }

    /// <summary>Hang up as soon as the request is sent.</summary>
    public bool Abandon { get; init; }

    /// <summary>Finds the operation's value in the body of a success; null when the body does not hold one.</summary>
    public required Func<ReadOnlyMemory<byte>, long?> ReadValue { get; init; }
}

/// <summary>What came of it. Ticks are nanoseconds of the monotonic clock.</summary>
/// <param name="Status">0 where no answer came.</param>
internal readonly record struct ApiAnswer(Outcome Outcome, int Status, long Value, long Sent, long Done);
