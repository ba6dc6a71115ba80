using AspireStateless.Api.Visits;
using AspireStateless.PlantedBugs.Parts;

namespace AspireStateless.PlantedBugs.Slowdowns;

/// <summary>Waits a millisecond before a visit, or as long as a timer takes to notice.</summary>
internal sealed class SleepOnVisits(IVisits correct, TimeProvider time) : SlowVisits(correct)
{
    private static readonly TimeSpan Slept = TimeSpan.FromMilliseconds(1);

    public static void Plant(IServiceCollection services) => services.Wrap<IVisits, SleepOnVisits>();

    protected override Task WasteAsync(PageName page, CancellationToken cancellationToken) => Task.Delay(Slept, time, cancellationToken);
}
