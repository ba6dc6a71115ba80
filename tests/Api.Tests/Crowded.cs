namespace AspireStateless.Api.Tests;

/// <summary>Tests that start many replicas or send much at once run one after the other: two of them would starve each other.</summary>
[CollectionDefinition(Collection, DisableParallelization = true)]
public sealed class Crowded
{
    public const string Collection = "Crowded";
}
