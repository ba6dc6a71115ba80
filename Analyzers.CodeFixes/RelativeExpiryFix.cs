using System.Collections.Immutable;
using System.Composition;
using AspireStateless.Analyzers.Stores;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace AspireStateless.Analyzers.CodeFixes;

/// <summary>STATE010: says how long an entry stays, where the code said so and added the clock.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
internal sealed class RelativeExpiryFix : CodeFixProvider
{
    private const string Title = "Say how long instead of until when";

    public override ImmutableArray<string> FixableDiagnosticIds => [OwnClockRule.Id];

    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is { } root
            && root.FindNode(context.Span, getInnermostNodeForTie: true) is ExpressionSyntax end
            && DurationOf(end) is { } duration
            && Relative(end, duration) is var (old, changed))
        {
            context.RegisterCodeFix(
                CodeAction.Create(
                    Title,
                    _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(old, changed))),
                    equivalenceKey: Title),
                context.Diagnostics);
        }
    }

    /// <returns>What sets the end, and the same with a duration; null where nothing takes one.</returns>
    private static (SyntaxNode Old, SyntaxNode Changed)? Relative(ExpressionSyntax end, ExpressionSyntax duration) => end.Parent switch
    {
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax name } assignment =>
            (assignment, assignment.WithLeft(Renamed(name)).WithRight(duration.WithTriviaFrom(end))),
        AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax access } assignment =>
            (assignment, assignment.WithLeft(access.WithName(Renamed(access.Name))).WithRight(duration.WithTriviaFrom(end))),
        ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax called } } argument
            when called.Name.Identifier.ValueText == "SetAbsoluteExpiration" =>
            (argument, argument.WithExpression(duration.WithTriviaFrom(end))),
        _ => null,
    };

    private static IdentifierNameSyntax Renamed(SimpleNameSyntax name) =>
        SyntaxFactory.IdentifierName("AbsoluteExpirationRelativeToNow").WithTriviaFrom(name);

    /// <returns>What was added to the clock: <c>now + d</c>, <c>now.Add(d)</c>, <c>now.AddMinutes(n)</c>.</returns>
    private static ExpressionSyntax? DurationOf(ExpressionSyntax end) => end switch
    {
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum when IsClock(sum.Left) => sum.Right,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax call, ArgumentList.Arguments: { Count: 1 } arguments }
            when IsClock(call.Expression) => call.Name.Identifier.ValueText switch
            {
                "Add" => arguments[0].Expression,
                "AddSeconds" or "AddMinutes" or "AddHours" or "AddDays" or "AddMilliseconds" =>
                    TimeSpan("From" + call.Name.Identifier.ValueText.Substring("Add".Length), arguments[0]),
                _ => null,
            },
        _ => null,
    };

    private static bool IsClock(ExpressionSyntax value) => value switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "UtcNow" or "Now" } => true,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetUtcNow" } } => true,
        _ => false,
    };

    private static InvocationExpressionSyntax TimeSpan(string method, ArgumentSyntax amount) => SyntaxFactory.InvocationExpression(
        SyntaxFactory.ParseExpression($"global::System.TimeSpan.{method}").WithAdditionalAnnotations(Simplifier.Annotation),
        SyntaxFactory.ArgumentList([amount]));
}
