namespace AspireStateless.Api.Tests;

/// <summary>
/// Tests that measure a promised time run alone, so that they measure the service and not their neighbours. The trait lets
/// <c>./test</c> run them when the other projects are done.
/// </summary>
[CollectionDefinition(Collection, DisableParallelization = true)]
[Trait("measures", "time")]
public sealed class Timed
{
    public const string Collection = "Timed";
}
