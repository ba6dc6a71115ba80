using System.Collections.Immutable;
using System.Composition;
using AspireStateless.Analyzers.Work;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AspireStateless.Analyzers.CodeFixes;

/// <summary>STATE015: lets the standard resilience handler repeat only what changes nothing.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
internal sealed class SafeRetriesFix : CodeFixProvider
{
    private const string Title = "Repeat only safe methods";
    private const string Space = "Microsoft.Extensions.Http.Resilience";

    public override ImmutableArray<string> FixableDiagnosticIds => [RetryRule.Id];

    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is CompilationUnitSyntax root
            && root.FindNode(context.Span).FirstAncestorOrSelf<InvocationExpressionSyntax>() is
            {
                ArgumentList.Arguments.Count: 0,
                Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AddStandardResilienceHandler" },
            } call)
        {
            context.RegisterCodeFix(
                CodeAction.Create(Title, _ => Task.FromResult(Fixed(context.Document, root, call)), equivalenceKey: Title),
                context.Diagnostics);
        }
    }

    private static Document Fixed(Document document, CompilationUnitSyntax root, InvocationExpressionSyntax call)
    {
        var safe = SyntaxFactory.Argument(SyntaxFactory.ParseExpression("options => options.Retry.DisableForUnsafeHttpMethods()"));
        var changed = root.ReplaceNode(call, call.WithArgumentList(call.ArgumentList.WithArguments([safe])));
        return document.WithSyntaxRoot(changed.Usings.Any(used => used.Name?.ToString() == Space)
            ? changed
            : changed.AddUsings(SyntaxFactory.UsingDirective(SyntaxFactory.ParseName(" " + Space))
                .WithTrailingTrivia(SyntaxFactory.ElasticLineFeed)));
    }
}
