using System.Runtime.CompilerServices;
using AspireStateless.Dashboard.ConsoleLogs;
using AspireStateless.Dashboard.Live;
using AspireStateless.Dashboard.Resources;

namespace AspireStateless.TelemetryBench;

/// <summary>Three replicas, of which the first has printed 10,000 lines, some of them in colour, and prints 200 a second.</summary>
internal sealed class BusyResources : IResourceSource
{
    private const int Kept = 10_000;
    private const int PerTurn = 20;

    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(100);

    public string ApplicationName => "Bench";

    public IReadOnlyList<ResourceInstance> Instances { get; } =
    [
        .. ReplicaSecond.Instances.Select(instance => new ResourceInstance($"api-{instance}", "api", "Project") { State = "Running", HasConsole = true }),
    ];

    public ChangeSignal Changes { get; } = new();

    public FaultHistory Faults { get; } = new();

    public async IAsyncEnumerable<IReadOnlyList<ConsoleLine>> ReadConsoleAsync(
        string instance, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (instance != Instances[0].Id)
        {
            yield break;
        }

        yield return Lines(1, Kept);
        for (var next = Kept + 1; ; next += PerTurn)
        {
            await Task.Delay(Turn, cancellationToken);
            yield return Lines(next, PerTurn);
        }
    }

    public Task<string?> RunAsync(string instance, string command, CancellationToken cancellationToken) => Task.FromResult<string?>("Not here.");

    private static List<ConsoleLine> Lines(int first, int count) =>
    [
        .. Enumerable.Range(first, count).Select(number => new ConsoleLine(
            number,
            number % 4 == 0
                ? "\u001b[32minfo\u001b[39m: AspireStateless.Api.Orders.Checkout[1]"
                : $"      Order {number} was placed for user-{number % 64} with 3 units of SKU-{number % 17} in {number % 97} ms.",
            IsError: number % 50 == 0)),
    ];
}
