using AspireStateless.Analyzers.Tests.Compiling;

namespace AspireStateless.Analyzers.Tests;

/// <summary>Specifications of one rule: sources in which it sees what is marked, and nothing else.</summary>
/// <param name="id">Of the rule.</param>
public abstract class RuleTests(string id)
{
    /// <param name="marked">A source that compiles, with each place marked that is named: <c>[|so|]</c>.</param>
    protected async Task SeesAsync(string marked)
    {
        var source = new Marked(marked);
        var compilation = Compiled.Of(source.Text);
        Assert.Empty(compilation.Errors());

        var found = await compilation.FindAsync(
            Compiled.Rules.Where(rule => rule.SupportedDiagnostics[0].Id == id), TestContext.Current.CancellationToken);

        Assert.Equal(
            source.Spans.Select(span => (span.Start, source.Text[span.Start..span.End])),
            found.Select(diagnostic => diagnostic.Location.SourceSpan).Select(span => (span.Start, source.Text[span.Start..span.End])));
    }

    /// <param name="source">A source that compiles, and in which nothing is wrong.</param>
    protected Task IsQuietAsync(string source) => SeesAsync(source);
}
