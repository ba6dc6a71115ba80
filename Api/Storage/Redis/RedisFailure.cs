using Polly.CircuitBreaker;
using StackExchange.Redis;

namespace AspireStateless.Api.Storage.Redis;

/// <summary>Says what a failed call to Redis means: whether anything can have happened, and whether Redis is away.</summary>
internal static class RedisFailure
{
    // The error replies that precede any effect; whatever is not here may come out of a script that has written. A script's first write
    // meets them before it changes anything, and a script that has written is never refused (Redis checks memory, disk and replicas only
    // until then).
    private static readonly string[] DefiniteRefusals =
    [
        // It cannot serve, or not this: it starts, is no primary, misses its primary, its replicas or its disk, is full, runs a script.
        "LOADING", "READONLY", "MASTERDOWN", "NOREPLICAS", "MISCONF", "OOM", "BUSY",
        // It does not know whoever asks, or lets them do less.
        "NOAUTH", "WRONGPASS", "NOPERM", "DENIED",
        // It is not the shard that has the key, or not now.
        "CLUSTERDOWN", "MOVED", "ASK", "TRYAGAIN", "CROSSSLOT",
        // It did not begin.
        "NOSCRIPT", "EXECABORT",
    ];

    // Of a command in the middle of a script, which may have written before it.
    private const string InAScript = "in script";

    /// <summary>Whether the failure says that Redis is away, and not that it refused this call.</summary>
    public static bool IsOutage(Exception exception) => exception is TimeoutException or RedisConnectionException;

    /// <summary>Whether the exception says something about Redis at all; a caller that went away does not.</summary>
    public static bool IsOfStore(Exception exception) =>
        exception is BrokenCircuitException or TimeoutException or RedisException or ObjectDisposedException;

    /// <summary>Says what a failure means for the caller.</summary>
    public static StoreUnavailableException Classify(Exception exception) => exception switch
    {
        BrokenCircuitException => new(definite: true, "Redis is away; nothing was sent.", exception),
        ObjectDisposedException => new(definite: true, "The service ends; nothing was sent.", exception),
        // A connection that breaks fails with the same status what is just being written to it, which Redis may still get.
        RedisConnectionException
        {
            FailureType: ConnectionFailureType.UnableToResolvePhysicalConnection,
            CommandStatus: CommandStatus.WaitingToBeSent or CommandStatus.WaitingInBacklog,
        } => new(definite: true, "Redis cannot be reached; nothing was sent.", exception),
        RedisConnectionException => new(definite: false, "The connection to Redis broke before it answered.", exception),
        RedisTimeoutException { Commandstatus: CommandStatus.WaitingToBeSent or CommandStatus.WaitingInBacklog } =>
            new(definite: true, "The calls before this one took too long; nothing was sent.", exception),
        TimeoutException => new(definite: false, "Redis did not answer in time.", exception),
        RedisServerException refusal when IsDefiniteRefusal(refusal.Message) =>
            new(definite: true, "Redis refuses work at the moment.", exception),
        _ => new(definite: false, "Redis answered with an error.", exception),
    };

    /// <summary>Whether an error that Redis answered with says that nothing was done.</summary>
    public static bool IsDefiniteRefusal(string message) =>
        DefiniteRefusals.Contains(message.Split(' ', 2)[0], StringComparer.Ordinal)
        && !(message.StartsWith("NOPERM", StringComparison.Ordinal) && message.Contains(InAScript, StringComparison.Ordinal));
}
