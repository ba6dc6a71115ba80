namespace AspireStateless.Api.Tests;

/// <summary>
/// Tests that measure a promised time run alone, so that they measure the service and not their neighbours; <c>./test</c> runs this project
/// when the others are done.
/// </summary>
[CollectionDefinition(Collection, DisableParallelization = true)]
public sealed class Timed
{
    public const string Collection = "Timed";
}
