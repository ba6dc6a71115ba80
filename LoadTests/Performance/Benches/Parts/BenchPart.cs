using AspireStateless.LoadTests.Performance.Benches.Engine;
using AspireStateless.LoadTests.Performance.Benches.Growth;
using AspireStateless.LoadTests.Performance.Benches.Hosts;
using AspireStateless.LoadTests.Performance.Benches.Judges;
using AspireStateless.LoadTests.Performance.Benches.Profile;
using AspireStateless.LoadTests.Performance.Benches.Service;

namespace AspireStateless.LoadTests.Performance.Benches.Parts;

/// <summary>Something that can be measured by itself.</summary>
/// <param name="Name">As <c>--only</c> has it.</param>
/// <param name="What">For people.</param>
/// <param name="Seconds">How long it takes, about.</param>
/// <param name="Measure">Measures it.</param>
/// <param name="IsUsual">Whether it is measured without <c>--only</c>: the table of ratios.</param>
internal sealed record BenchPart(
    string Name, string What, Func<BenchSize, double> Seconds, Func<BenchSize, CancellationToken, Task<IReadOnlyList<BenchGroup>>> Measure,
    bool IsUsual = false)
{
    /// <summary>The parts that compare with another commit.</summary>
    public const string Start = "start";

    /// <inheritdoc cref="Start"/>
    public const string Endpoints = "endpoints";

    /// <summary>The part that may be of one endpoint.</summary>
    public const string Profile = "profile";

    /// <summary>The part that needs more than the usual time.</summary>
    public const string Growth = "growth";
    private const bool Usual = true;

    /// <summary>In the order in which they are measured.</summary>
    public static IReadOnlyList<BenchPart> All { get; } =
    [
        new("generators", "the engine's closed loops against wrk and hey", Turns(1, 4, 1.2), GeneratorRows.MeasureAsync, Usual),
        new("replicas", "visits over several replicas against one", Turns(10, ReplicaRows.Counts.Count), ReplicaRows.MeasureAsync, Usual),
        new("proxy", "through the proxy against direct", Turns(8, 2 * ProxyRows.Requests.Count), ProxyRows.MeasureAsync, Usual),
        new(Endpoints, "requests against a bare endpoint", EndpointTurns, EndpointRows.MeasureAsync, Usual),
        new("append", "Redis that syncs always against everysec", Turns(10, 2 * AppendRows.Requests.Count), AppendRows.MeasureAsync, Usual),
        new("sessions", "a million sessions against a thousand", Turns(25, 2), SessionRows.MeasureAsync),
        new("footprint", "a replica's memory, keys and start", Turns(14, EndpointRows.Requests.Count), FootprintRows.MeasureAsync),
        new(Profile, "where a request's time and memory go, by stage", ProfileRows.Seconds, ProfileRows.MeasureAsync),
        new(Start, "start of the AppHost, on no data and on kept data", StartRows.Seconds, StartRows.MeasureAsync),
        new("overhead", "memory and processor of all but the services", _ => 60, OverheadRows.MeasureAsync),
        new("recovery", "what was killed, until it serves again", size => 15 + (10 * size.Rounds), RecoveryRows.MeasureAsync),
        new("pacing", "the open loop: sent as planned, when planned", _ => 60, PacingRows.MeasureAsync),
        new("freeze", "the open loop while its target stands still", _ => 35, FreezeRows.MeasureAsync),
        new("files", "requests of a workload file against built-in ones", Turns(3, 2), WorkloadRows.MeasureAsync),
        new("checkers", "a verdict on 1,000,000 requests", size => 8 + (8 * (size.Rounds + 1)), CheckerRows.MeasureAsync),
        new("history", "recording one request", size => size.Rounds, HistoryRows.MeasureAsync),
        new(Growth, "costs with more objects, replicas and operations", GrowthRows.Seconds, GrowthRows.MeasureAsync),
    ];

    public static string Names => string.Join(", ", All.Select(part => part.Name));

    // Those of the baseline too, if there is one.
    private static double EndpointTurns(BenchSize size) =>
        Turns(10, 1 + (EndpointRows.Requests.Count * (size.Baseline is null ? 1 : 2)))(size);

    /// <summary>Of rounds of turns, and of one round more, which is discarded.</summary>
    /// <param name="around">Seconds for starting and ending what is measured.</param>
    /// <param name="turns">In each round.</param>
    /// <param name="more">Seconds that a turn takes beside what is measured of it.</param>
    private static Func<BenchSize, double> Turns(double around, int turns, double more = 0) =>
        size => around + ((size.Rounds + 1) * turns * (size.Seconds + more));
}
