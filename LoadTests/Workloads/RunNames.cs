namespace AspireStateless.LoadTests.Workloads;

/// <summary>The names that a run uses. The run's id before each keeps runs on the same stores apart.</summary>
/// <param name="run">8 characters of <c>[a-z0-9]</c>.</param>
internal sealed class RunNames(string run)
{
    public string Page(int index) => $"{run}-page-{index}";

    /// <summary>A page for each replica: what is done to warm one up is no traffic.</summary>
    public string WarmUpPage(int replica) => $"{run}-warm-up-{replica}";

    public string User(int index) => $"{run}-u{index}";

    /// <summary>A page or a user of which there was nothing before the traffic.</summary>
    public string New(long number) => $"{run}-new-{number}";

    /// <param name="shelf">Letters that say what the product is for.</param>
    public string Sku(string shelf, long index) => $"{run.ToUpperInvariant()}-{shelf}{index}";

    /// <summary>Where a client says it comes from who shares its address with nobody.</summary>
    /// <param name="net">The second byte of those that are for the same.</param>
    public static string Address(int net, long number) =>
        $"10.{net + (number >> 16)}.{(number >> 8) & byte.MaxValue}.{number & byte.MaxValue}";

    /// <summary>Somebody who is signed up during the traffic.</summary>
    public string Newcomer(long key, int index) => $"{run}-n{key}-{index}";
}
