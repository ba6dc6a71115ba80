namespace AspireStateless.PlantedBugs.Decoys;

/// <summary>Spools the body of every request to a file that goes with the request: a local file that no later request can meet.</summary>
internal sealed class RequestScopedTempFile : IStartupFilter
{
    private const int InMemoryMax = 1;

    public static void Plant(IServiceCollection services) => services.AddSingleton<IStartupFilter, RequestScopedTempFile>();

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, rest) =>
        {
            context.Request.EnableBuffering(InMemoryMax);
            return rest(context);
        });
        next(app);
    };
}
