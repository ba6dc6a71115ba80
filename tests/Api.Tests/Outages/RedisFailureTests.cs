using AspireStateless.Api.Storage.Redis;
using Polly.CircuitBreaker;
using StackExchange.Redis;

namespace AspireStateless.Api.Tests.Outages;

/// <summary>A failure is definite only where it is certain that Redis did nothing.</summary>
public sealed class RedisFailureTests
{
    [Theory]
    [InlineData("LOADING Redis is loading the dataset in memory", true)]
    [InlineData("READONLY You can't write against a read only replica. script: 1, on @user_script:5.", true)]
    [InlineData("MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to disk.", true)]
    [InlineData("OOM command not allowed when used memory > 'maxmemory'. script: 1, on @user_script:5.", true)]
    [InlineData("BUSY Redis is busy running a script.", true)]
    [InlineData("NOREPLICAS Not enough good replicas to write.", true)]
    [InlineData("MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.", true)]
    [InlineData("NOAUTH Authentication required.", true)]
    [InlineData("WRONGPASS invalid username-password pair or user is disabled.", true)]
    [InlineData("NOPERM this user has no permissions to run the 'evalsha' command", true)]
    [InlineData("CLUSTERDOWN The cluster is down", true)]
    [InlineData("MOVED 3999 127.0.0.1:6381", true)]
    [InlineData("TRYAGAIN Multiple keys request during rehashing of slot", true)]
    [InlineData("NOSCRIPT No matching script. Please use EVAL.", true)]
    [InlineData("EXECABORT Transaction discarded because of previous errors.", true)]
    [InlineData("NOPERM ACL failure in script: this user has no permissions to run the 'set' command", false)]
    [InlineData("UNKILLABLE Sorry the script already executed write commands", false)]
    [InlineData("BUSYKEY Target key name already exists.", false)]
    [InlineData("ERR something else, maybe out of a script that has written", false)]
    [InlineData("WRONGTYPE Operation against a key holding the wrong kind of value", false)]
    public void A_refusal_by_Redis_is_definite_when_it_precedes_every_effect(string message, bool definite) =>
        Assert.Equal(definite, RedisFailure.IsDefiniteRefusal(message));

    [Fact]
    public void A_call_that_the_breaker_held_back_is_definite() =>
        Assert.True(RedisFailure.Classify(new BrokenCircuitException()).Definite);

    [Theory]
    [InlineData(ConnectionFailureType.UnableToResolvePhysicalConnection, CommandStatus.WaitingToBeSent, true)]
    [InlineData(ConnectionFailureType.UnableToResolvePhysicalConnection, CommandStatus.WaitingInBacklog, true)]
    [InlineData(ConnectionFailureType.UnableToResolvePhysicalConnection, CommandStatus.Sent, false)]
    [InlineData(ConnectionFailureType.UnableToResolvePhysicalConnection, CommandStatus.Unknown, false)]
    [InlineData(ConnectionFailureType.SocketClosed, CommandStatus.Sent, false)]
    // The library fails what a breaking connection is just writing before it says that this was sent.
    [InlineData(ConnectionFailureType.SocketClosed, CommandStatus.WaitingToBeSent, false)]
    public void A_call_without_a_connection_is_definite_and_one_whose_connection_broke_is_not(
        ConnectionFailureType failure, CommandStatus status, bool definite) =>
        Assert.Equal(
            definite,
            RedisFailure.Classify(new RedisConnectionException(failure, CommandFlags.None, "gone", innerException: null, status)).Definite);

    [Theory]
    [InlineData(CommandStatus.WaitingToBeSent, true)]
    [InlineData(CommandStatus.WaitingInBacklog, true)]
    [InlineData(CommandStatus.Sent, false)]
    [InlineData(CommandStatus.Unknown, false)]
    public void A_time_out_of_the_library_is_definite_when_the_call_was_not_sent(CommandStatus status, bool definite) =>
        Assert.Equal(definite, RedisFailure.Classify(new RedisTimeoutException(CommandFlags.None, "late", status)).Definite);

    [Fact]
    public void A_time_out_of_our_own_is_never_definite() =>
        Assert.False(RedisFailure.Classify(new TimeoutException()).Definite);

    [Fact]
    public void A_caller_that_went_away_says_nothing_about_Redis()
    {
        Assert.False(RedisFailure.IsOfStore(new OperationCanceledException()));
        Assert.False(RedisFailure.IsOutage(new OperationCanceledException()));
    }
}
