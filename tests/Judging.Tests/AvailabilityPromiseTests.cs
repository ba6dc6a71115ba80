using AspireStateless.Control;
using AspireStateless.Judging.Availability;
using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Verdicts;
using static AspireStateless.Judging.Tests.RecordBuilder;

namespace AspireStateless.Judging.Tests;

public sealed class AvailabilityPromiseTests
{
    private const string Probes = "probes";
    private static readonly AvailabilityPromise Promise = new();

    [Fact]
    public void Every_injected_violation_is_found()
    {
        var run = Stopped(FaultKinds.Stop);
        for (var second = 24; second < 35; second++)
        {
            run.Add(OperationKind.ReadReadiness, Probes, second * Second, (second * Second) + 9, replica: B)
                .Add(OperationKind.ReadLiveness, Probes, second * Second, (second * Second) + 9, replica: B)
                .Add(OperationKind.ReadVisits, "page", (second * Second) + 10, (second * Second) + 19, replica: B);
        }

        Assert.Equal(5, Ready(Ready(run, 10.2, Unavailable), 10.6, Unavailable).Injected(Promise));
    }

    [Theory]
    [InlineData("redis", FaultKinds.Kill)]
    [InlineData("postgres", FaultKinds.Pause)]
    [InlineData("api-a", FaultKinds.Stop)]
    public void A_replica_that_says_it_is_not_alive_is_found_whatever_is_being_done(string to, string kind) =>
        Assert.Contains("not alive", Assert.Single(
            Alive(new RecordBuilder().Fault(kind, to.Split('-')[0], 10 * Second, 20 * Second, to), 11, Unavailable).Broken(Promise)),
            StringComparison.Ordinal);

    [Fact]
    public void A_probe_that_hangs_while_a_store_is_away_is_found_and_one_of_a_replica_that_is_paused_is_not()
    {
        Assert.NotEmpty(Alive(Down("redis", "redis"), 11, Hangs).Broken(Promise));
        Assert.NotEmpty(Ready(Down("redis", "redis"), 11, Hangs).Broken(Promise));
        Assert.Empty(Alive(Ready(Down("api", "api-a"), 11, Hangs), 11, Hangs).Broken(Promise));
    }

    [Fact]
    public void A_replica_whose_stop_has_begun_is_not_ready()
    {
        Assert.Empty(Ready(Stopped(FaultKinds.Stop), 10.3).Broken(Promise));
        Assert.NotEmpty(Ready(Stopped(FaultKinds.Stop), 11.2).Broken(Promise));
        Assert.NotEmpty(Ready(Stopped(FaultKinds.Terminate), 11.2).Broken(Promise));
        Assert.Empty(Ready(Stopped(FaultKinds.Stop), 11.2, Unavailable).Broken(Promise));
    }

    [Fact]
    public void One_that_is_ready_again_while_it_stops_is_found_at_any_speed() =>
        Assert.NotEmpty(Ready(Ready(Stopped(FaultKinds.Stop), 10.2, Unavailable), 10.4).Broken(Promise));

    [Fact]
    public void One_that_was_ready_and_fails_again_and_again_is_found_also_right_after_its_start()
    {
        var started = GenerationName.Of("api-a", 101, 101);
        RecordBuilder Started(RecordBuilder run) => run
            .Add(OperationKind.ReadReadiness, Probes, (20 * Second) + 9, (20 * Second) + 10, replica: started)
            .Add(OperationKind.Visit, "page", 21 * Second, (21 * Second) + 9, Unavailable, replica: started)
            .Add(OperationKind.Visit, "page", 23 * Second, (23 * Second) + 9, Unavailable, replica: started);
        Assert.Contains("had said that it was ready", Started(Stopped(FaultKinds.Kill)).Broken(Promise).First(), StringComparison.Ordinal);
        Assert.Empty(Started(Stopped(FaultKinds.Kill).Fault(FaultKinds.Pause, "redis", 20 * Second, 24 * Second)).Broken(Promise));
    }

    [Fact]
    public void What_fails_again_and_again_while_nothing_is_done_is_found()
    {
        RecordBuilder Failed(double at, double again) => Alive(new RecordBuilder(), 1)
            .Add(OperationKind.LogIn, "session", Time(at), Time(at) + 9, Unavailable)
            .Add(OperationKind.LogIn, "session", Time(again), Time(again) + 9, Unavailable);
        Assert.Contains("again", Assert.Single(Failed(5, 11).Broken(Promise)), StringComparison.Ordinal);
        Assert.Empty(Failed(5, 6).Broken(Promise));
        Assert.Empty(Failed(5, 11).Fault(FaultKinds.Kill, "redis", 4 * Second, 5 * Second).Broken(Promise));
        Assert.NotEmpty(Failed(5, 11).Fault(FaultKinds.Poison, "redis", 4 * Second, 5 * Second).Broken(Promise));
    }

    [Fact]
    public void Liveness_in_an_outage_and_readiness_in_a_stop_are_counted()
    {
        Assert.Equal(1, Alive(Down("redis", "redis"), 11).Count(Promise, Evidence.AliveDuringOutage));
        Assert.Equal(0, Alive(Down("redis", "redis"), 21).Count(Promise, Evidence.AliveDuringOutage));
        Assert.Equal(1, Ready(Stopped(FaultKinds.Stop), 11, Unavailable).Count(Promise, Evidence.ProbedWhileStopping));
    }

    private static RecordBuilder Down(string resource, string instance) =>
        new RecordBuilder().Fault(FaultKinds.Pause, resource, 10 * Second, 20 * Second, instance);

    private static RecordBuilder Stopped(string kind) => new RecordBuilder().Fault(kind, "api", 10 * Second, 20 * Second, "api-a");

    private static RecordBuilder Ready(RecordBuilder run, double at, Func<Attempt, Attempt>? with = null) =>
        run.Add(OperationKind.ReadReadiness, Probes, Time(at), Time(at) + 9, with);

    private static RecordBuilder Alive(RecordBuilder run, double at, Func<Attempt, Attempt>? with = null) =>
        run.Add(OperationKind.ReadLiveness, Probes, Time(at), Time(at) + 9, with);

    private static Attempt Unavailable(Attempt attempt) => Refused(attempt, 503);

    private static Attempt Hangs(Attempt attempt) => Lost(attempt) with { End = attempt.Start + (2 * Second) };

    private static long Time(double seconds) => (long)(seconds * Second);
}
