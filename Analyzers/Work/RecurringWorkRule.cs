using System.Collections.Concurrent;
using AspireStateless.Analyzers.Code;
using AspireStateless.Analyzers.Rules;
using AspireStateless.Analyzers.Stores;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AspireStateless.Analyzers.Work;

/// <summary>STATE012: every replica does again and again what one should do.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class RecurringWorkRule() : StateRule(Rule)
{
    private static readonly DiagnosticDescriptor Rule = Described(
        "STATE012",
        "Recurring work without a lease",
        "Every replica runs '{0}' by a timer of its own, and '{1}' changes what all share: let the one do it that holds a lease",
        "As often as there are replicas is as often as it is done.");

    protected override void Begin(CompilationStartAnalysisContext start) => start.RegisterSymbolStartAction(
        type =>
        {
            var symbol = (INamedTypeSymbol)type.Symbol;
            if (symbol.TypeKind != TypeKind.Class)
            {
                return;
            }

            var isHosted = symbol.IsA("Microsoft.Extensions.Hosting.IHostedService");
            var timers = new ConcurrentBag<IOperation>();
            var changes = new ConcurrentBag<IInvocationOperation>();
            type.RegisterOperationAction(
                context =>
                {
                    if (IsTimer(context.Operation, isHosted))
                    {
                        timers.Add(context.Operation);
                    }

                    if (context.Operation is IInvocationOperation call && StoreCalls.IsChange(call))
                    {
                        changes.Add(call);
                    }
                },
                OperationKind.Invocation,
                OperationKind.ObjectCreation);
            type.RegisterSymbolEndAction(context =>
            {
                var change = changes.OrderBy(call => call.Syntax.SpanStart).FirstOrDefault();
                if (!timers.IsEmpty && change is not null && !Leads(symbol))
                {
                    context.ReportDiagnostic(
                        Diagnostic.Create(Rule, symbol.Locations[0], symbol.Name, change.TargetMethod.Name));
                }
            });
        },
        SymbolKind.NamedType);

    // By a name of its own, or by one of the parts that it is made with.
    private static bool Leads(INamedTypeSymbol type) => LeaseWords.AreKnownTo(type)
        || type.InstanceConstructors.SelectMany(constructor => constructor.Parameters)
            .Any(part => LeaseWords.Mention(part.Name) || LeaseWords.AreKnownTo(part.Type));

    private static bool IsTimer(IOperation operation, bool isHosted) => operation switch
    {
        IInvocationOperation { TargetMethod: { Name: "WaitForNextTickAsync" } } => isHosted,
        IInvocationOperation { TargetMethod: { Name: "Delay" } method } =>
            isHosted && method.ContainingType.IsTask() && operation.IsRepeated(),
        IObjectCreationOperation { Type: { Name: "Timer" } timer } => timer.IsIn("System.Threading") || timer.IsIn("System.Timers"),
        _ => false,
    };
}
