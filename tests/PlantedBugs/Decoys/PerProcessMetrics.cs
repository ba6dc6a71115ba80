using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace AspireStateless.PlantedBugs.Decoys;

/// <summary>Counts in the process what the process did, by status: a number about this process, which no answer depends on.</summary>
internal sealed class PerProcessMetrics : IStartupFilter
{
    private readonly ConcurrentDictionary<int, long> _answers = new();

    public PerProcessMetrics(IMeterFactory meters) => meters.Create("PlantedBugs").CreateObservableCounter(
        "answers",
        () => _answers.Select(answer => new Measurement<long>(answer.Value, new KeyValuePair<string, object?>("status", answer.Key))));

    public static void Plant(IServiceCollection services) => services.AddSingleton<IStartupFilter, PerProcessMetrics>();

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (context, rest) =>
        {
            await rest(context);
            _answers.AddOrUpdate(context.Response.StatusCode, 1, static (_, count) => count + 1);
        });
        next(app);
    };
}
