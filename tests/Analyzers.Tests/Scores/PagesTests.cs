using System.Text.RegularExpressions;
using AspireStateless.Analyzers.Tests.Compiling;

namespace AspireStateless.Analyzers.Tests.Scores;

/// <summary>Every rule can be read about, and every suppression says why.</summary>
public sealed partial class PagesTests
{
    private static readonly string[] Sections = ["## Wrong", "## Right", "## When to suppress"];

    public static TheoryData<string> Ids => [.. Compiled.Rules.Select(rule => rule.SupportedDiagnostics[0].Id)];

    [Fact]
    public void The_rules_are_numbered_without_a_gap() => Assert.Equal(
        Enumerable.Range(1, Compiled.Rules.Count).Select(number => $"STATE{number:000}"),
        Compiled.Rules.Select(rule => rule.SupportedDiagnostics[0].Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_has_a_page_and_a_line_in_the_list(string id)
    {
        var rule = Compiled.Rules.Single(rule => rule.SupportedDiagnostics[0].Id == id).SupportedDiagnostics[0];
        var page = Repository.Read(rule.HelpLinkUri);

        Assert.StartsWith($"# {id}: {rule.Title}\n", page, StringComparison.Ordinal);
        Assert.All(Sections, section => Assert.Contains($"\n{section}\n", page, StringComparison.Ordinal));
        Assert.Contains($"| [{id}]({id}.md) | {rule.Title} |", Repository.Read("docs/rules/README.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_suppression_in_the_service_says_why() => Assert.All(
        Repository.Sources("Api").Concat(Repository.Sources("ServiceDefaults"))
            .SelectMany(path => Suppression().Matches(Repository.Read(path))),
        suppression => Assert.True(suppression.Groups["why"].Length > 20, suppression.Value));

    [GeneratedRegex(@"#pragma warning disable STATE\d{3}(?<why>.*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Suppression();
}
