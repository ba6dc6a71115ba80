using AspireStateless.LoadTests.Performance.Gates;
using AspireStateless.LoadTests.Performance.Gates.Costs;
using AspireStateless.LoadTests.Performance.Gates.Pairs;

namespace AspireStateless.LoadTests.Tests.Gates;

/// <summary>Comparisons that nobody had to wait for.</summary>
internal static class GatePairs
{
    private static readonly double[] Noise = [-0.005, 0.004, 0.001, -0.002, 0.003, -0.004, 0.005, 0, 0.002, -0.001];
    private static readonly RequestCost Visit = new("POST /visits/{page}", 1, 0, 0, 10_000, 360);

    /// <param name="change">By which share the candidate is slower.</param>
    public static IReadOnlyList<MeasuredPair> Slower(double change, int count = 10) =>
        [.. Enumerable.Range(0, count).Select(pair => new MeasuredPair(
            pair,
            PairedMetrics.All.ToDictionary(metric => metric.Name, _ => Math.Log(1 + change) + Noise[pair % Noise.Length]),
            PairedMetrics.All.ToDictionary(metric => metric.Name, _ => 500.0),
            Sent: 4000,
            BaselineFailed: 0,
            CandidateFailed: 0,
            Busy: 0.5,
            Steal: 0,
            LatenessP99: 100,
            Lateness: new(Share: 0.06, Bias: 0)))];

    public static GateResult Result(IReadOnlyList<MeasuredPair> pairs, double redisCommands = 1, params string[] objections) =>
        new GateResult
        {
            Baseline = "0123456789abcdef0123456789abcdef01234567",
            Candidate = "fedcba9876543210fedcba9876543210fedcba98-dirty",
            Bug = null,
            Costs = new CostBudget([Visit]).Check([Visit with { RedisCommands = redisCommands }]),
            Pairs = pairs,
            Objections = objections,
            Seconds = 170,
            Rates = null,
        }.Estimated();
}
