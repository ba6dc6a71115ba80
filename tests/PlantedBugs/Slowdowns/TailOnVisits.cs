using AspireStateless.Api.Visits;
using AspireStateless.PlantedBugs.Parts;

namespace AspireStateless.PlantedBugs.Slowdowns;

/// <summary>Lets every hundredth visit wait for 50 ms.</summary>
internal sealed class TailOnVisits(IVisits correct, TimeProvider time) : SlowVisits(correct)
{
    private const int Every = 100;
    private static readonly TimeSpan Slept = TimeSpan.FromMilliseconds(50);

    private int _visits;

    public static void Plant(IServiceCollection services) => services.Wrap<IVisits, TailOnVisits>();

    protected override Task WasteAsync(PageName page, CancellationToken cancellationToken) =>
        Interlocked.Increment(ref _visits) % Every == 0 ? Task.Delay(Slept, time, cancellationToken) : Task.CompletedTask;
}
