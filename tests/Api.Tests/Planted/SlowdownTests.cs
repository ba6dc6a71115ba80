extern alias planted;

using System.Text.Json.Nodes;
using AspireStateless.Api.Tests.Servers;
using PlantedBug = planted::AspireStateless.PlantedBugs.PlantedBug;

namespace AspireStateless.Api.Tests.Planted;

/// <summary>A slow service is right all the same: it is for the performance gate to find, and for nobody else.</summary>
public sealed class SlowdownTests(Stores stores)
{
    public static TheoryData<string> Slowdowns { get; } = [.. PlantedBug.Slowdowns];

    [Theory]
    [MemberData(nameof(Slowdowns))]
    public async Task It_counts_visits_as_the_correct_service_does(string slowdown)
    {
        await using var replicas = await PlantedReplicas.StartHostsAsync(stores, slowdown);
        var page = Pages.New();

        Assert.Equal(1, await replicas.A.CountAsync(page));
        Assert.Equal(2, await replicas.B.CountAsync(page, "key-1"));
        Assert.Equal(2, await replicas.A.CountAsync(page, "key-1"));
    }

    [Fact]
    public void The_catalogue_names_what_can_be_planted_and_no_bug()
    {
        var file = Path.Combine(Path.GetDirectoryName(typeof(PlantedBug).Assembly.Location)!, "slowdowns.json");
        var names = JsonNode.Parse(File.ReadAllText(file))!.AsArray().Select(entry => (string?)entry!["name"]);

        Assert.Equal(PlantedBug.Slowdowns, names);
        Assert.Empty(PlantedBug.Slowdowns.Intersect(PlantedBug.Names));
    }
}
