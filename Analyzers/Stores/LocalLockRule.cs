using AspireStateless.Analyzers.Code;
using AspireStateless.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AspireStateless.Analyzers.Stores;

/// <summary>STATE007: a lock of the process guards what a store holds.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class LocalLockRule() : StateRule(Rule)
{
    private static readonly DiagnosticDescriptor Rule = Described(
        "STATE007",
        "A lock of the process around a store",
        "'{0}' keeps out this process alone, and '{1}' changes what all share: let the store decide, in one step or by a version",
        "Another replica holds another lock.");

    protected override void Begin(CompilationStartAnalysisContext start) => start.RegisterOperationBlockAction(context =>
    {
        var changes = context.OperationBlocks.All<IInvocationOperation>().Where(call => StoreCalls.IsChange(call) || IsSync(call)).ToList();
        if (changes.Count == 0)
        {
            return;
        }

        foreach (var (guard, name, place) in context.OperationBlocks.All<IOperation>().SelectMany(Guards))
        {
            if (changes.Find(change => guard(change)) is { } change)
            {
                context.ReportDiagnostic(Diagnostic.Create(Rule, place, name, change.TargetMethod.Name));
            }
        }
    });

    /// <returns>What is guarded, by what, and where that stands.</returns>
    private static IEnumerable<(Func<IOperation, bool> Guards, string Name, Location Place)> Guards(IOperation operation)
    {
        switch (operation)
        {
            case ILockOperation { Syntax: LockStatementSyntax syntax } locked:
                yield return (change => change.Ancestors().Contains(locked.Body), "lock", syntax.LockKeyword.GetLocation());
                break;
            case IInvocationOperation { TargetMethod.Name: "Wait" or "WaitAsync" or "WaitOne" } wait when IsMutex(wait.Instance):
                yield return (change => IsAfter(change, wait), wait.TargetMethod.Name, Places.OfName(wait));
                break;
            case IInvocationOperation { TargetMethod: { Name: "CompareExchange" or "Exchange", ContainingType.Name: "Interlocked" } } flag
                when flag.Ancestors().OfType<IConditionalOperation>().FirstOrDefault() is { Condition: var condition }
                    && condition.DescendantsAndSelf().Contains(flag):
                yield return (change => IsAfter(change, flag), $"Interlocked.{flag.TargetMethod.Name}", Places.OfName(flag));
                break;
        }
    }

    private static bool IsAfter(IOperation change, IOperation guard) =>
        change.Function() == guard.Function() && change.Syntax.SpanStart > guard.Syntax.Span.End;

    // A client of Redis that does not wait in the background.
    private static bool IsSync(IInvocationOperation call) =>
        (call.Receiver()?.Type).IsIn("StackExchange.Redis")
        && call.TargetMethod.Name is "StringSet" or "HashSet" or "StringIncrement" or "KeyDelete" or "HashIncrement";

    // One that lets several in is a limit, and no lock.
    private static bool IsMutex(IOperation? semaphore) => semaphore?.Type switch
    {
        { Name: "Mutex" } => true,
        { Name: "SemaphoreSlim" or "Semaphore" } => LimitOf(semaphore) is null or "1",
        _ => false,
    };

    private static string? LimitOf(IOperation semaphore) => semaphore is IMemberReferenceOperation { Member: var member }
        ? member.DeclaringSyntaxReferences.Select(declaration => declaration.GetSyntax())
            .SelectMany(syntax => syntax.DescendantNodes().OfType<BaseObjectCreationExpressionSyntax>())
            .Select(creation => creation.ArgumentList?.Arguments.FirstOrDefault()?.ToString()).FirstOrDefault()
        : null;
}
