using System.Text.Json;
using AspireStateless.Judging.Faults;
using AspireStateless.Judging.Histories;
using AspireStateless.LoadTests.Client;
using AspireStateless.LoadTests.Faults;
using AspireStateless.LoadTests.Reports.Series;

namespace AspireStateless.LoadTests.Tests.Faults;

public sealed class FaultEvidenceTests
{
    [Theory]
    [InlineData("kill", """{"pid":1,"startTicks":2,"signal":"SIGKILL","processGone":true,"at":1}""", """{"pid":3,"startTicks":4,"at":2}""")]
    [InlineData("terminate", """{"pid":1,"startTicks":2,"signal":"SIGTERM","processGone":true,"at":1}""", """{"pid":3,"startTicks":4,"at":2}""")]
    [InlineData("pause", """{"pid":1,"startTicks":2,"signal":"SIGSTOP","processState":"T","at":1}""", """{"pid":1,"startTicks":2,"at":2}""")]
    [InlineData("starve", """{"pid":1,"startTicks":2,"processState":"T","at":1}""", """{"pid":1,"startTicks":2,"at":2,"effect":{"stops":9}}""")]
    [InlineData("latency", """{"connections":2,"at":1}""", """{"at":2,"effect":{"pieces":5,"meanDelayMs":41.5}}""")]
    [InlineData("blackhole", """{"connections":2,"at":1}""", """{"at":2,"effect":{"pieces":1,"bytesHeld":20}}""")]
    [InlineData("reset", """{"connections":2,"connectionsReset":2,"at":1}""", """{"at":2}""")]
    [InlineData("hold-answer", """{"connections":2,"bytesHeld":30,"at":1}""", """{"at":2,"effect":{"connectionsDropped":1}}""")]
    [InlineData("exhaust-pool", """{"connections":80,"full":true,"at":1}""", """{"at":2}""")]
    [InlineData("demote", """{"roleBefore":"master","role":"slave","connections":6,"at":1}""", """{"at":2,"effect":{"role":"master"}}""")]
    [InlineData("refuse", """{"connections":6,"code":"28000","at":1}""", """{"at":2}""")]
    [InlineData("poison", """{"records":1,"at":1}""", """{"at":2,"effect":{"records":1}}""")]
    [InlineData("of-another-version", """{"at":1}""", """{"at":2}""")]
    [InlineData("flush-products", """{"keys":0,"fields":0,"at":1}""", """{"at":2}""")]
    [InlineData("kill-backend", """{"pid":1,"startTicks":2,"signal":"SIGKILL","processGone":true,"at":1}""", """{"pid":9,"startTicks":9,"at":2}""")]
    [InlineData("replace", """{"pid":1,"startTicks":2,"processGone":true,"at":1}""", """{"pid":3,"startTicks":4,"at":2,"effect":{"formerHome":"/a","home":"/b"}}""")]
    [InlineData("replace", """{"pid":1,"startTicks":2,"processGone":true,"at":1}""", """{"pid":3,"startTicks":4,"at":2,"effect":{"formerHome":"/a","home":"/a","emptied":true}}""")]
    public void What_the_control_endpoint_shows_of_a_fault_confirms_it(string kind, string evidence, string cure) =>
        Assert.True(Realised(kind, evidence, cure).IsConfirmed);

    [Theory]
    [InlineData("kill", """{"pid":1,"startTicks":2,"signal":"SIGTERM","processGone":true,"at":1}""", """{"pid":3,"startTicks":4,"at":2}""")]
    [InlineData("kill", """{"pid":1,"startTicks":2,"signal":"SIGKILL","processGone":true,"at":1}""", """{"pid":1,"startTicks":2,"at":2}""")]
    [InlineData("pause", """{"pid":1,"startTicks":2,"signal":"SIGSTOP","processState":"S","at":1}""", """{"pid":1,"startTicks":2,"at":2}""")]
    [InlineData("latency", """{"connections":2,"at":1}""", """{"at":2,"effect":{"pieces":0,"meanDelayMs":0}}""")]
    [InlineData("blackhole", """{"connections":2,"at":1}""", """{"at":2}""")]
    [InlineData("demote", """{"roleBefore":"master","role":"master","connections":6,"at":1}""", """{"at":2,"effect":{"role":"master"}}""")]
    [InlineData("demote", """{"roleBefore":"master","role":"slave","connections":6,"at":1}""", """{"at":2,"effect":{}}""")]
    [InlineData("refuse", """{"connections":6,"at":1}""", """{"at":2}""")]
    [InlineData("poison", """{"records":0,"at":1}""", """{"at":2,"effect":{"records":0}}""")]
    [InlineData("poison", """{"records":1,"at":1}""", """{"at":2,"effect":{"records":0}}""")]
    [InlineData("reset", """{"connections":2,"connectionsReset":0,"at":1}""", """{"at":2}""")]
    [InlineData("replace", """{"pid":1,"startTicks":2,"processGone":true,"at":1}""", """{"pid":3,"startTicks":4,"at":2,"effect":{"formerHome":"/a","home":"/a"}}""")]
    [InlineData("stop", "{}", """{"pid":3,"startTicks":4,"at":2}""")]
    public void What_shows_something_else_does_not(string kind, string evidence, string cure) =>
        Assert.False(Realised(kind, evidence, cure).IsConfirmed);

    [Fact]
    public void Pairs_are_counted_by_what_really_came_after_what()
    {
        PlannedFault[] planned = [new(0, "kill", "api", 0, 1), new(0, "pause", "redis", 0, 1)];
        var record = FaultRecord.Of(
            [.. Events("f1", "kill", "api", 10), .. Events("f2", "pause", "redis", 20), .. Events("f3", "kill", "api", 30)]);

        var pairs = PairsResult.Of(record, planned)!;

        Assert.Equal(["kill api", "pause redis"], pairs.Kinds);
        Assert.Equal([[0, 1], [1, 0]], pairs.Covered);
        Assert.Equal(4, pairs.Possible);
    }

    [Fact]
    public void A_trigger_waits_for_acknowledged_operations_and_for_an_answer_to_be_held()
    {
        var counts = new TrafficProgress();
        var trigger = new FaultTrigger { Kind = OperationKind.Visit, Acknowledged = 2, WhileAnswerIsHeld = true };
        counts.Add(OperationKind.Visit, Outcome.Ok);
        counts.Add(OperationKind.Visit, Outcome.Unknown);
        Assert.False(trigger.IsMet(counts, answersHeld: 1, "api-a"));
        counts.Add(OperationKind.Visit, Outcome.Ok);
        Assert.False(trigger.IsMet(counts, answersHeld: 0, "api-a"));
        Assert.True(trigger.IsMet(counts, answersHeld: 1, "api-a"));
    }

    [Fact]
    public void A_trigger_waits_for_its_replica_to_lead_the_job()
    {
        var trigger = new FaultTrigger { WhileItLeads = true };
        var progress = new TrafficProgress();
        Assert.False(trigger.IsMet(progress, answersHeld: 0, "api-a"));
        progress.Leader = "api-a";
        Assert.True(trigger.IsMet(progress, answersHeld: 0, "api-a"));
        Assert.False(trigger.IsMet(progress, answersHeld: 0, "api-b"));
    }

    private static RealisedFault Realised(string kind, string evidence, string cure) => FaultRecord.Of(
    [
        new RunEvent(RunEventType.Fault, 1) { Id = "f1", Kind = kind, Resource = "api", Details = Parsed(evidence) },
        new RunEvent(RunEventType.Cure, 2) { Id = "f1", Kind = kind, Resource = "api", Details = Parsed(cure) },
    ]).Faults[0];

    private static RunEvent[] Events(string id, string kind, string resource, long at)
    {
        var signal = FaultTraits.Signal(kind)!;
        var evidence = Parsed($$"""{"pid":1,"startTicks":2,"signal":"{{signal}}","processGone":true,"processState":"T","at":{{at}}}""");
        return
        [
            new(RunEventType.Fault, at) { Id = id, Kind = kind, Resource = resource, Details = evidence },
            new(RunEventType.Cure, at) { Id = id, Kind = kind, Resource = resource, Details = Parsed("""{"pid":3,"startTicks":4,"at":2}""") },
        ];
    }

    private static JsonElement Parsed(string json) => JsonSerializer.Deserialize<JsonElement>(json);
}
