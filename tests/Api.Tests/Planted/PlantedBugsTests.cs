extern alias planted;

using System.Text.Json;
using System.Text.Json.Nodes;
using AspireStateless.Api.Tests.Servers;
using Microsoft.AspNetCore.Builder;
using PlantedBug = planted::AspireStateless.PlantedBugs.PlantedBug;

namespace AspireStateless.Api.Tests.Planted;

/// <summary>
/// Every decoy serves a careful client well wherever it goes, and without anything planted the service is correct. That the bugs are wrong
/// is told beside each kind of them: <see cref="VisitBugsTests"/> and the others.
/// </summary>
public sealed class PlantedBugsTests(Stores stores)
{
    private static readonly string[] Promises =
    [
        "Visits", "Sessions", "Tokens", "Carts", "Orders", "Catalog", "Jobs", "Durability", "Stop", "Stores down", "Availability",
        "Existence", "Contract", "Throttles",
    ];

    private static readonly JsonObject[] Catalogue = ReadCatalogue();

    public static TheoryData<string> Decoys { get; } = [.. NamesOf("decoy")];

    public static TheoryData<string> All { get; } = [.. NamesOf("bug"), .. NamesOf("decoy")];

    [Theory]
    [MemberData(nameof(Decoys))]
    [InlineData("")]
    public async Task A_decoy_as_the_correct_service_serves_a_careful_client_who_asks_another_replica_each_time(string decoy)
    {
        await using var replicas = await PlantedReplicas.StartHostsAsync(stores, decoy);

        await new CarefulClient(replicas.A, replicas.B).WalkAsync();
    }

    [Fact]
    public async Task The_correct_service_is_not_wrong_by_any_demonstration()
    {
        await using var replicas = await PlantedReplicas.StartAsync(stores, "", count: 2);

        // Those with settings wait for something that the correct service never does. The last one stops a replica.
        foreach (var demonstration in Demonstration.All.Where(demonstration => demonstration.Settings.Length == 0))
        {
            Assert.False(await demonstration.IsWrongAsync(replicas), demonstration.Bug);
        }
    }

    [Fact]
    public void The_catalogue_names_what_can_be_planted_and_says_of_bugs_what_they_break()
    {
        Assert.Equal(PlantedBug.Names, Catalogue.Select(entry => (string?)entry["name"]));
        Assert.Equal(Demonstration.All.Select(demonstration => demonstration.Bug).Order(), NamesOf("bug").Order());
        foreach (var entry in Catalogue)
        {
            var isBug = (string?)entry["kind"] == "bug";
            Assert.EndsWith(".", (string?)entry["what"], StringComparison.Ordinal);
            Assert.Equal(isBug, Promises.Contains((string?)entry["breaks"]));
            Assert.Equal(isBug, entry["leastFault"] is not null);
            // Their values may differ: a demonstration's session lives as long as a careful client needs on a slow machine.
            Assert.Equal(
                isBug ? Demonstration.Of((string)entry["name"]!).Settings.Select(setting => setting.Name) : [],
                entry["settings"] is { } settings ? settings.AsObject().Select(setting => setting.Key) : []);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_planted_service_has_another_part_than_the_correct_one(string name)
    {
        var builder = WebApplication.CreateBuilder();
        builder.AddApi();
        var correct = builder.Services.ToList();

        Assert.True(PlantedBug.TryPlant(builder.Services, name, out _));

        Assert.NotEmpty(builder.Services.Except(correct));
    }

    [Fact]
    public void Names_are_taken_with_hyphens_and_in_any_case() =>
        Assert.True(PlantedBug.TryPlant(WebApplication.CreateBuilder().AddApi().Services, "in-memory-counter", out _));

    [Fact]
    public async Task An_unknown_bug_is_refused_in_one_line_with_exit_code_64()
    {
        using var process = await ReplicaProcess.RunAsync(
            "PlantedBugs", [("PLANTED_BUG", "no-such-bug"), .. ReplicaProcess.EnvironmentOf(stores)]);

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(64, process.ExitCode);
        Assert.Contains("'no-such-bug' is not known", Assert.Single(process.Lines), StringComparison.Ordinal);
    }

    private static JsonObject[] ReadCatalogue()
    {
        var file = Path.Combine(Path.GetDirectoryName(typeof(PlantedBug).Assembly.Location)!, "catalogue.json");
        return JsonSerializer.Deserialize<JsonObject[]>(File.ReadAllText(file))!;
    }

    private static IEnumerable<string> NamesOf(string kind) =>
        Catalogue.Where(entry => (string?)entry["kind"] == kind).Select(entry => (string)entry["name"]!);
}
