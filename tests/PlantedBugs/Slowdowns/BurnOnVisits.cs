using System.Diagnostics;
using AspireStateless.Api.Visits;
using AspireStateless.PlantedBugs.Parts;

namespace AspireStateless.PlantedBugs.Slowdowns;

/// <summary>Takes 75 µs of a processor more for a visit: about 5 % of its median beside a second replica on two cores.</summary>
internal sealed class BurnOnVisits(IVisits correct) : SlowVisits(correct)
{
    private static readonly long Burnt = Stopwatch.Frequency * 75 / 1_000_000;

    public static void Plant(IServiceCollection services) => services.Wrap<IVisits, BurnOnVisits>();

    protected override Task WasteAsync(PageName page, CancellationToken cancellationToken)
    {
        for (var begun = Stopwatch.GetTimestamp(); Stopwatch.GetTimestamp() - begun < Burnt;)
        {
            Thread.SpinWait(10);
        }

        return Task.CompletedTask;
    }
}
