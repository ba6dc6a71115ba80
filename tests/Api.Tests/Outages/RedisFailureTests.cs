using AspireStateless.Api.Storage;
using Polly.CircuitBreaker;

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
    [InlineData("ERR something else, maybe out of a script that has written", false)]
    [InlineData("WRONGTYPE Operation against a key holding the wrong kind of value", false)]
    public void A_refusal_by_Redis_is_definite_when_it_precedes_every_effect(string message, bool definite) =>
        Assert.Equal(definite, RedisFailure.IsDefiniteRefusal(message));

    [Fact]
    public void A_call_that_the_breaker_held_back_is_definite() =>
        Assert.True(RedisFailure.Classify(new BrokenCircuitException()).Definite);

    [Fact]
    public void A_time_out_is_never_definite() =>
        Assert.False(RedisFailure.Classify(new TimeoutException()).Definite);

    [Fact]
    public void A_caller_that_went_away_says_nothing_about_Redis()
    {
        Assert.False(RedisFailure.IsOfStore(new OperationCanceledException()));
        Assert.False(RedisFailure.IsOutage(new OperationCanceledException()));
    }
}
