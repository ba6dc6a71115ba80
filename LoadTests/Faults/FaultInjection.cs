using System.Text.Json;
using System.Text.Json.Nodes;
using AspireStateless.Control.Evidence;
using AspireStateless.Judging.Faults;
using AspireStateless.LoadTests.SystemUnderTest;

namespace AspireStateless.LoadTests.Faults;

/// <summary>Injects one fault, cures it, waits until the system serves as before, and logs all of it. Thread-safe.</summary>
internal sealed class FaultInjection(ControlClient control, ReplicaSet replicas, RunEventLog log, string run)
{
    private static readonly TimeSpan ServesAgainWithin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AsksAgainFor = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AsksAgainAfter = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(25);
    private int _answersHeld;

    /// <summary>How many answers of stores are held back at this moment.</summary>
    public int AnswersHeld => Volatile.Read(ref _answersHeld);

    /// <summary>A fault that cannot be injected or cured is logged, with the reason.</summary>
    public async Task CarryOutAsync(PlannedFault fault, int index)
    {
        try
        {
            if (fault.Kind == FaultTraits.KillAgain)
            {
                // The second follows as soon as the process runs: in the middle of its start.
                await InjectAndCureAsync(fault with { Kind = FaultKinds.Kill }, index);
            }

            var (report, cure) = await InjectAndCureAsync(fault, index);
            var serves = await ServesAgainAsync(fault, cure);
            log.Write(Event(serves ? RunEventType.Recovered : RunEventType.Failed, fault, index) with
            {
                Id = report.Id,
                Instance = report.Target,
                Note = serves ? null : $"it did not serve again within {ServesAgainWithin.TotalSeconds} s of its cure",
            });
        }
        catch (FaultRefusedException refusal)
        {
            // Nothing is left of it. Whether the others were enough, the evidence says.
            log.Write(Event(RunEventType.Refused, fault, index) with { Note = refusal.Message });
        }
        catch (ControlException failure)
        {
            log.Write(Event(RunEventType.Failed, fault, index) with { Note = failure.Message });
        }
    }

    private async Task<(FaultReport Report, CureReport Cure)> InjectAndCureAsync(PlannedFault fault, int index)
    {
        var target = fault.Resource == FaultCard.OfReplicas ? replicas.Name(fault.Index) : fault.Resource;
        var parameters = fault.Settings?.ToParameters(replicas.Name) ?? [];
        var (report, asked) = await InjectAsync(fault, target, parameters);
        log.Write(Event(RunEventType.Fault, fault, index) with
        {
            AskedAt = asked,
            Id = report.Id,
            Instance = report.Target,
            Details = report.Evidence,
        });
        await LastAsync(fault);
        var cureAsked = MonotonicClock.Now;
        var cure = await control.CureAsync(report.Id, CancellationToken.None);
        log.Write(
            Event(RunEventType.Cure, fault, index) with
            {
                AskedAt = cureAsked,
                Id = report.Id,
                Instance = report.Target,
                Details = cure.Cure
            });
        return (report, cure);
    }

    /// <summary>Asks again for a while where it is refused: another fault of the time may be the reason, and be over soon.</summary>
    private async Task<(FaultReport Report, long AskedAt)> InjectAsync(PlannedFault fault, string target, JsonObject parameters)
    {
        var until = MonotonicClock.Now + MonotonicClock.Nanoseconds(AsksAgainFor);
        while (true)
        {
            var asked = MonotonicClock.Now;
            try
            {
                var injecting = control.InjectAsync(FaultTraits.Asked(fault.Kind), target, run, parameters, CancellationToken.None);
                while (fault.Kind == FaultKinds.HoldAnswer && !injecting.IsCompleted)
                {
                    await StirAsync(fault);
                }

                return (await injecting, asked);
            }
            catch (ControlException refusal) when (refusal.IsRefusal && MonotonicClock.Now < until)
            {
                await Task.Delay(AsksAgainAfter);
            }
            catch (ControlException refusal) when (refusal.IsRefusal)
            {
                throw new FaultRefusedException(refusal.Message);
            }
        }
    }

    private async Task LastAsync(PlannedFault fault)
    {
        var lasts = MonotonicClock.Span(fault.Lasts);
        if (fault is { Kind: FaultKinds.HoldAnswer, Settings.HoldMs: { } held })
        {
            Interlocked.Increment(ref _answersHeld);
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(held, lasts.TotalMilliseconds)));
            Interlocked.Decrement(ref _answersHeld);
            return;
        }

        var stirred = FaultTraits.IsOfLink(fault.Kind) ? StirAsync(fault) : Task.CompletedTask;
        await Task.Delay(lasts);
        await stirred;
    }

    /// <summary>Has something go over a link, whose fault shows in nothing else: the traffic may use its store seldom.</summary>
    private async Task StirAsync(PlannedFault fault)
    {
        await replicas.AreReadyAsync(fault.Replica, CancellationToken.None);
        await Task.Delay(LookEvery);
    }

    private async Task<bool> ServesAgainAsync(PlannedFault fault, CureReport cure)
    {
        if (fault.Resource == FaultCard.OfReplicas && FaultTraits.EndsProcess(fault.Kind))
        {
            var pid = cure.Cure.Deserialize<CureEvidence>(JsonSerializerOptions.Web)?.Pid;
            return await replicas.WaitUntilAsync(
                serving => Array.Exists(serving, replica => replica.Instance == cure.Target && replica.Pid == pid),
                ServesAgainWithin,
                CancellationToken.None);
        }

        var until = MonotonicClock.Now + MonotonicClock.Nanoseconds(ServesAgainWithin);
        return await ReadinessWait.UntilReadyAsync(
            () => replicas.AreReadyAsync(fault.Replica, CancellationToken.None), () => MonotonicClock.Now <= until, CancellationToken.None);
    }

    private static RunEvent Event(RunEventType type, PlannedFault fault, int index) =>
        new(type, MonotonicClock.Now) { Planned = index, Kind = fault.Kind, Resource = fault.Resource };

    private sealed class FaultRefusedException(string message) : Exception(message);
}
