namespace AspireStateless.LoadTests.Workloads;

/// <summary>The names that a run uses. The run's id before each keeps runs on the same stores apart.</summary>
/// <param name="run">8 characters of <c>[a-z0-9]</c>.</param>
internal sealed class RunNames(string run)
{
    public string Page(int index) => $"{run}-page-{index}";

    public string WarmUpPage => $"{run}-warm-up";

    public string User(int index) => $"{run}-u{index}";

    /// <param name="shelf">Letters that say what the product is for.</param>
    public string Sku(string shelf, int index) => $"{run.ToUpperInvariant()}-{shelf}{index}";
}
