namespace AspireStateless.Judging.Contracts;

/// <summary>The number of a write and the version that it is meant for, as the one number that histories hold.</summary>
internal static class ConditionalChange
{
    /// <summary>In place of a version: whatever it is.</summary>
    public const int Any = 0;

    /// <summary>In place of a version: a weak tag, which matches none.</summary>
    public const int Weak = 999;
    private const int Versions = 1000;

    /// <param name="write">Unique in the run.</param>
    /// <param name="version">1 to 998, or one of the above.</param>
    public static long Of(long write, long version) => (write * Versions) + version;

    public static long Write(long change) => change / Versions;

    public static int Version(long change) => (int)(change % Versions);
}
