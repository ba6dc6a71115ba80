namespace AspireStateless.Judging.Histories;

/// <summary>
/// Names of generations, as in the header <c>Replica</c> and in the names of store connections: <c>api-kqzvtwpl/4711/90210</c>.
/// </summary>
internal static class GenerationName
{
    public static string Of(string instance, int pid, long startTicks) => $"{instance}/{pid}/{startTicks}";

    /// <summary>The instance that a generation is a life of.</summary>
    public static string Instance(string generation) =>
        generation.IndexOf('/', StringComparison.Ordinal) is var at and >= 0 ? generation[..at] : generation;
}
