using AspireStateless.LoadTests.Reports;
using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Performance.Gates.Pairs;

/// <summary>The sets of stores of a comparison: each side has its own, and they change hands from pair to pair.</summary>
internal sealed class PairedSlots : IAsyncDisposable
{
    private const int Count = 2;

    private PairedSlots(IReadOnlyList<PairedSlot> all) => All = all;

    public IReadOnlyList<PairedSlot> All { get; }

    /// <param name="sides">Of which builds there are instances.</param>
    /// <exception cref="LoadTests.Failures.InvalidRunException">One did not start.</exception>
    public static async Task<PairedSlots> StartAsync(
        OwnAppHostOptions options, IReadOnlyList<Side> sides, RunFolder folder, CancellationToken cancellationToken)
    {
        var starting = Enumerable.Range(0, Count)
            .Select(slot => PairedSlot.StartAsync(options, sides, folder[$"apphost-{slot}.log"], cancellationToken))
            .ToList();
        try
        {
            return new PairedSlots(await Task.WhenAll(starting));
        }
        catch
        {
            foreach (var started in starting.Where(task => task.IsCompletedSuccessfully))
            {
                await (await started).DisposeAsync();
            }

            throw;
        }
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(All.Select(async slot => await slot.DisposeAsync()));
}
