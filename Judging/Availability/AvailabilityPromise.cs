using AspireStateless.Judging.Faults;
using AspireStateless.Judging.Promises;
using AspireStateless.Judging.Verdicts;

namespace AspireStateless.Judging.Availability;

/// <summary>Judges what replicas say of themselves, and whether everything is served while nothing is done to the system.</summary>
internal sealed class AvailabilityPromise : PromiseChecker
{
    public override string Name => "Availability";

    public override string Statement =>
        "a replica says within 1 s that it is alive, until it ends; that it is ready only while it can serve, and never once its stop has"
        + " begun; nothing fails while nothing is being done";

    public override bool RestsOnFaults => true;

    public override bool Concerns(RunRecord run) => run.History.Attempts.Any(ProbeAnswers.IsProbe);

    public override PromiseReport Judge(RunRecord run)
    {
        var probes = new ProbeAnswers(run);
        var undisturbed = new UndisturbedRequests(run);
        var report = Report(
            [.. probes.Broken(), .. undisturbed.Broken()],
            Count(run, Evidence.Undisturbed, undisturbed.Served.Count),
            Count(run, Evidence.AliveDuringOutage, AliveDuringOutage(run)),
            Count(run, Evidence.ProbedWhileStopping, probes.WhileStopping.Count));
        return report with { NoTimes = run.Stalls.NoTimes };
    }

    public override IEnumerable<SyntheticViolation> Break(RunRecord run, RandomStream random)
    {
        var probes = new ProbeAnswers(run);
        var alive = run.History.Find(attempt => attempt is { Kind: OperationKind.ReadLiveness, Outcome: Outcome.Ok, Client: >= 0 });
        return
        [
            .. Spoiled("a replica that said it was not alive", alive, Refused),
            .. Spoiled("a probe that was not answered in time", probes.Timed, attempt => attempt with
            {
                Outcome = Outcome.Unknown,
                Status = 0,
                End = attempt.Start + ProbeAnswers.Hanging,
            }),
            .. Spoiled("a replica that was ready again while it stopped", probes.RefusedAgain, attempt => attempt with
            {
                Outcome = Outcome.Ok,
                Status = 200,
            }),
            .. Changed("a replica that was ready and could not serve", probes.FailedOnceReady(Refused)),
            .. Changed(
                "a request that failed again and again while nothing was being done",
                new UndisturbedRequests(run).FailedTwice(Refused)),
        ];

        IEnumerable<SyntheticViolation> Changed(string name, Attempt[]? attempts) =>
            attempts is null ? [] : [new SyntheticViolation(name, run.With(attempts))];

        IEnumerable<SyntheticViolation> Spoiled(string name, IReadOnlyList<int> some, Func<Attempt, Attempt> change) =>
            Spoil(name, run, random, some, change, (_, _) => true);
    }

    private static Attempt Refused(Attempt attempt) => attempt with { Outcome = Outcome.Failed, Status = 503 };

    private static int AliveDuringOutage(RunRecord run)
    {
        var outages = run.Faults.Confirmed
            .Where(fault => fault.Fault.Resource != "api" && FaultTraits.TakesStoreAway(fault.Kind))
            .Select(fault => (fault.At, fault.LastedUntil))
            .ToList();
        return run.History.Attempts.Count(attempt => attempt is { Kind: OperationKind.ReadLiveness, Outcome: Outcome.Ok, Client: >= 0 }
            && outages.Exists(outage => outage.At < attempt.Start && attempt.End < outage.LastedUntil));
    }
}
