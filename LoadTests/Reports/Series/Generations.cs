namespace AspireStateless.LoadTests.Reports.Series;

/// <summary>Reads names of generations, such as <c>api-kqzvtwpl/4711/90210</c>.</summary>
internal static class Generations
{
    /// <summary>The instance that a generation is a life of.</summary>
    public static string Instance(string generation) => generation.IndexOf('/', StringComparison.Ordinal) is var at and >= 0 ? generation[..at] : generation;
}
