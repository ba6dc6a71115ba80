namespace AspireStateless.Control;

/// <summary>Which way a link is cut.</summary>
public static class LinkDirections
{
    public const string Both = "both";
    public const string ToStore = "to-store";
    public const string FromStore = "from-store";
}
