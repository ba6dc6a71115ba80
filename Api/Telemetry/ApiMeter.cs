using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using Polly.CircuitBreaker;

namespace AspireStateless.Api.Telemetry;

/// <summary>What this process has done since its start, as metrics. The truth is in the stores: these are only to be watched.</summary>
internal sealed class ApiMeter
{
    private readonly Counter<long> _visits;
    private readonly Counter<long> _replays;
    private readonly Counter<long> _sessionsOpened;
    private readonly Counter<long> _sessionsExpired;
    private readonly Counter<long> _orders;
    private readonly Counter<long> _lookups;

    private ImmutableList<(string Store, CircuitBreakerStateProvider Breaker)> _breakers = [];

    /// <param name="meters">Makes the meter, which ends with the host.</param>
    /// <param name="environment">Its application name is the meter's.</param>
    public ApiMeter(IMeterFactory meters, IHostEnvironment environment)
    {
        var meter = meters.Create(environment.ApplicationName);
        _visits = meter.CreateCounter<long>("api.visits", "{visit}", "Visits counted");
        _replays = meter.CreateCounter<long>("api.replays", "{request}", "Requests answered from the record of their key");
        _sessionsOpened = meter.CreateCounter<long>("api.sessions.opened", "{session}", "Sessions opened");
        _sessionsExpired = meter.CreateCounter<long>(
            "api.sessions.expired", "{request}", "Uses of a session that had ended: by its lifetime, its cap, a logout or a new password");
        _orders = meter.CreateCounter<long>("api.orders", "{order}", "Orders decided");
        _lookups = meter.CreateCounter<long>("api.catalog.lookups", "{lookup}", "Products looked up in the cache");
        meter.CreateObservableGauge(
            "api.store.breaker",
            ReadBreakers,
            unit: null,
            "Circuit breaker of a store: 0 closed, 1 trying whether the store is back, 2 open");
    }

    public void VisitsCounted(int visits) => _visits.Add(visits);

    /// <param name="operation"><c>visit</c>, <c>cart</c> or <c>order</c>.</param>
    public void Replayed(string operation, int requests = 1)
    {
        if (requests > 0)
        {
            _replays.Add(requests, new KeyValuePair<string, object?>("api.operation", operation));
        }
    }

    public void SessionOpened() => _sessionsOpened.Add(1);

    public void SessionsExpired(int uses) => _sessionsExpired.Add(uses);

    public void OrderDecided(string outcome) => _orders.Add(1, new KeyValuePair<string, object?>("api.outcome", outcome));

    /// <param name="answer">What it was: <c>hit</c>, <c>miss</c>, <c>pending</c> while a write is on its way, or <c>away</c>.</param>
    public void ProductLookedUp(string answer) => _lookups.Add(1, new KeyValuePair<string, object?>("api.cache", answer));

    /// <summary>Shows the state of a breaker from now on.</summary>
    public void Watch(string store, CircuitBreakerStateProvider breaker) =>
        ImmutableInterlocked.Update(ref _breakers, static (breakers, added) => breakers.Add(added), (store, breaker));

    private IEnumerable<Measurement<int>> ReadBreakers() => _breakers.Select(watched => new Measurement<int>(
        watched.Breaker.CircuitState switch
        {
            CircuitState.Closed => 0,
            CircuitState.HalfOpen => 1,
            _ => 2,
        },
        new KeyValuePair<string, object?>("db.system.name", watched.Store)));
}
