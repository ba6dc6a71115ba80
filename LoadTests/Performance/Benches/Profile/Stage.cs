namespace AspireStateless.LoadTests.Performance.Benches.Profile;

/// <summary>What a replica does for a request, by whose code it is.</summary>
/// <param name="Name">For people.</param>
/// <param name="Prefixes">
/// Full names of methods begin so. Code of the runtime and of collections is of no stage: it is part of the one that calls it.
/// </param>
internal sealed record Stage(string Name, params string[] Prefixes)
{
    private const string Ours = "AspireStateless.";
    private const string Framework = "Microsoft.AspNetCore.";

    /// <summary>They are everybody's: of whoever uses them, if anybody is known to.</summary>
    private static readonly Stage Sockets = new("sockets", "System.Net.", "Interop+Sys");

    /// <summary>Of threads that no stage has called: taking work from the queue, and giving it back.</summary>
    private static readonly Stage Pool = new("thread pool");

    /// <summary>The first that a method is of counts.</summary>
    public static IReadOnlyList<Stage> All { get; } =
    [
        new(
            "telemetry and counting",
            "OpenTelemetry.", "System.Diagnostics.Metrics.", "System.Diagnostics.Activity", "System.Diagnostics.Diagnostic",
            "Microsoft.Extensions.Logging.", $"{Framework}Hosting.", $"{Ours}ServiceDefaults.Telemetry", $"{Ours}Api.Telemetry.",
            $"{Ours}Api.Counters."),
        new("serialisation", "System.Text.Json.", $"{Ours}Api.ApiJson"),
        new("routing", $"{Framework}Routing."),
        new("input", $"{Ours}Api.Inputs.", $"{Framework}Http.RequestDelegate", $"{Framework}Http.Generated"),
        new("sessions", $"{Ours}Api.Sessions.", $"{Framework}Authentication.", $"{Framework}Authorization.", $"{Framework}DataProtection."),
        new("batching", $"{Ours}Api.Storage.", "Polly."),
        new("client of Redis", "StackExchange.Redis.", "RESPite.", "Pipelines.Sockets."),
        new("client of Postgres", "Npgsql."),
        new("the operation itself", $"{Ours}Api."),
        new("server", $"{Framework}Server.", $"{Framework}Connections.", "System.IO.Pipelines."),
        new("middleware", Framework, Ours),
        Sockets,
        Pool,
    ];

    /// <param name="methods">Of a stack, the innermost first.</param>
    /// <returns>Of the innermost method that is of one.</returns>
    public static Stage Of(IEnumerable<string> methods)
    {
        var found = Pool;
        foreach (var method in methods)
        {
            var stage = All.FirstOrDefault(stage => Array.Exists(stage.Prefixes, method.StartsWith));
            if (stage is not null && stage != Sockets)
            {
                return stage;
            }

            found = stage ?? found;
        }

        return found;
    }
}
