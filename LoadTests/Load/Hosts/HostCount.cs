namespace AspireStateless.LoadTests.Load.Hosts;

/// <summary>The operations that a load host counted by itself.</summary>
/// <param name="Host">Its name.</param>
/// <param name="Failed">Refused ones and those of unknown outcome.</param>
internal sealed record HostCount(string Host, long Ok, long Failed)
{
    public override string ToString() => $"{Host} counted {Ok} operations as ok and {Failed} as failed";
}
