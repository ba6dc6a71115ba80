using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AspireStateless.Analyzers.Tests.Broken;

/// <summary>A source as it is while somebody types: some of its tokens are missing.</summary>
internal static class BrokenSource
{
    private const int Most = 8;

    public static string Of(string source, Random random)
    {
        var tokens = CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens().Where(token => token.Span.Length > 0).ToArray();
        var missing = random.GetItems(tokens, 1 + random.Next(Most)).Select(token => token.Span).Distinct();
        return missing.OrderByDescending(span => span.Start)
            .Aggregate(source, (text, span) => text.Remove(span.Start, span.Length));
    }
}
