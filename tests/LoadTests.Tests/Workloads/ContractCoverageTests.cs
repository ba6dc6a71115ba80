using System.Text.Json;
using AspireStateless.LoadTests.Reports.Files;
using AspireStateless.LoadTests.Scenarios;
using AspireStateless.LoadTests.Targets;
using AspireStateless.LoadTests.Workloads;

namespace AspireStateless.LoadTests.Tests.Workloads;

/// <summary>Nothing that the contract states is left out without a reason.</summary>
public sealed class ContractCoverageTests
{
    private static readonly string Docs = Path.Combine(BuildPaths.RepositoryRoot, "docs");
    private static readonly string TablePath = Path.Combine(Docs, "contract-coverage.md");

    private readonly ContractTable _table = new(JsonElement.Parse(File.ReadAllText(Path.Combine(Docs, "openapi.json"))));

    [Fact]
    public void Every_row_of_the_contract_is_sent_or_says_why_not() => Assert.Equal([], _table.Empty);

    [Fact]
    public void Nothing_is_declared_of_what_is_not_in_the_contract() => Assert.Equal([], _table.Unknown);

    [Fact]
    public void What_is_declared_names_a_workload_and_a_promise_of_the_chaos_scenario()
    {
        var chaos = ScenarioCatalog.Find("chaos");
        var sent = ContractCoverage.All.Where(covered => WorkloadCatalog.All.Any(workload => workload.Name == covered.By)).ToList();

        Assert.All(
            ContractCoverage.All.Except(sent),
            covered => Assert.True(covered.By is "nothing" or "every run" or "every one with keys"));
        Assert.All(sent, covered => Assert.Contains(covered.By, chaos.Traffic.Keys));
        Assert.All(sent, covered => Assert.Contains(covered.Judged, chaos.Promises.Keys));
    }

    [Fact]
    public async Task The_table_in_docs_is_up_to_date()
    {
        if (Environment.GetEnvironmentVariable("RENEW_DOCS") == "1")
        {
            await File.WriteAllTextAsync(TablePath, _table.Markdown, TestContext.Current.CancellationToken);
        }

        Assert.Equal(_table.Markdown, await File.ReadAllTextAsync(TablePath, TestContext.Current.CancellationToken));
    }
}
