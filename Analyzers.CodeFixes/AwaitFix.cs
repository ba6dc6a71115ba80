using System.Collections.Immutable;
using System.Composition;
using AspireStateless.Analyzers.Work;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AspireStateless.Analyzers.CodeFixes;

/// <summary>STATE011: waits for what was left to itself, where the method is asynchronous already.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
internal sealed class AwaitFix : CodeFixProvider
{
    private const string Title = "Wait for it before the answer";

    public override ImmutableArray<string> FixableDiagnosticIds => [WorkAfterAnswerRule.Id];

    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is { } root
            && root.FindNode(context.Span).FirstAncestorOrSelf<ExpressionStatementSyntax>() is { } statement
            && TaskOf(statement.Expression) is { } task
            && task.Span.Contains(context.Span)
            && await IsTaskAsync(context, task).ConfigureAwait(false)
            && IsAsynchronous(statement))
        {
            var waiting = SyntaxFactory.AwaitExpression(task.WithoutTrivia()).WithTriviaFrom(statement.Expression);
            context.RegisterCodeFix(
                CodeAction.Create(
                    Title,
                    _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(statement.Expression, waiting))),
                    equivalenceKey: Title),
                context.Diagnostics);
        }
    }

    private static InvocationExpressionSyntax? TaskOf(ExpressionSyntax expression) => expression switch
    {
        InvocationExpressionSyntax call => call,
        AssignmentExpressionSyntax
        {
            Left: IdentifierNameSyntax { Identifier.ValueText: "_" },
            Right: InvocationExpressionSyntax call,
        } => call,
        _ => null,
    };

    private static async Task<bool> IsTaskAsync(CodeFixContext context, InvocationExpressionSyntax call) =>
        await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is { } model
        && model.GetTypeInfo(call, context.CancellationToken).Type is { Name: "Task" or "ValueTask" };

    private static bool IsAsynchronous(SyntaxNode statement) => statement.Ancestors()
        .Select(one => one switch
        {
            AnonymousFunctionExpressionSyntax function => function.AsyncKeyword.IsKind(SyntaxKind.AsyncKeyword),
            LocalFunctionStatementSyntax function => function.Modifiers.Any(SyntaxKind.AsyncKeyword),
            MethodDeclarationSyntax method => method.Modifiers.Any(SyntaxKind.AsyncKeyword),
            MemberDeclarationSyntax => false,
            _ => (bool?)null,
        })
        .FirstOrDefault(isAsynchronous => isAsynchronous is not null) == true;
}
