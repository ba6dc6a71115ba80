using AspireStateless.Analyzers.Tests.Compiling;

namespace AspireStateless.Analyzers.Tests.Scores;

/// <summary>The tables of <c>docs/rules/score.md</c>.</summary>
internal static class ScorePage
{
    public static string Text { get; } = Repository.Read("docs/rules/score.md");

    /// <returns>The rows of the table under a heading: a name, the rules, and what is said besides.</returns>
    public static IReadOnlyList<(string Name, string Rules, string Note)> Table(string heading) =>
    [
        .. Text.Split("\n## ").Single(section => section.StartsWith(heading, StringComparison.Ordinal)).Split('\n')
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1)
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => (cells[1], cells[2], cells[3])),
    ];
}
