using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests.Planted;

/// <summary>Wrong answers about new objects, planted on purpose.</summary>
public sealed class CreationBugsTests(Stores stores)
{
    public static TheoryData<string> Bugs { get; } = Demonstration.NamesOf(OfCreations.All);

    [Theory]
    [MemberData(nameof(Bugs))]
    public Task A_bug_serves_one_careful_client_of_one_replica_and_is_wrong(string bug) => Demonstration.ShowAsync(bug, stores);
}
