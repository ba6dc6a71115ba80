using AspireStateless.Api.Telemetry;
using Polly;
using Polly.CircuitBreaker;

namespace AspireStateless.Api.Storage;

/// <summary>The circuit breaker in front of a store: an outage fails fast and definitely instead of piling up.</summary>
internal static class StoreBreaker
{
    /// <summary>Makes one. Open, it lets one call through every half second.</summary>
    /// <param name="isOutage">Whether a failure says that the store is away, and not that it refused the call.</param>
    /// <param name="logger">Hears of an outage once, and of its end.</param>
    public static ResiliencePipeline Create(Func<Exception, bool> isOutage, string store, ApiMeter meter, ILogger logger)
    {
        var state = new CircuitBreakerStateProvider();
        meter.Watch(store, state);
        var isAway = false;
        return new ResiliencePipelineBuilder()
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                ShouldHandle = call => ValueTask.FromResult(call.Outcome.Exception is { } exception && isOutage(exception)),
                // Calls share round trips, and to a store that does not answer few are made at a time: two failures are enough, and one
                // beside a success is not.
                FailureRatio = 0.6,
                MinimumThroughput = 2,
                SamplingDuration = TimeSpan.FromSeconds(1),
                // The shortest break that Polly takes, and the longest that the promised recovery leaves room for.
                BreakDuration = TimeSpan.FromMilliseconds(500),
                StateProvider = state,
                OnOpened = opened =>
                {
                    // Again after each call that was let through in vain.
                    if (!isAway)
                    {
                        isAway = true;
                        logger.LogWarning("{Store} is away: {Reason}", store, opened.Outcome.Exception?.Message);
                    }

                    return default;
                },
                OnClosed = _ =>
                {
                    isAway = false;
                    logger.LogInformation("{Store} is back.", store);
                    return default;
                },
            })
            .Build();
    }
}
