using AspireStateless.Analyzers.Code;
using AspireStateless.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AspireStateless.Analyzers.State;

/// <summary>STATE001: what is static, or captured by a handler, changes with requests.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class StaticStateRule() : StateRule(Rule)
{
    private static readonly DiagnosticDescriptor Rule = Described(
        "STATE001",
        "Static state changes with requests",
        "Requests change '{0}', which lives as long as this process and in no other: keep it in a store",
        "Every replica has a static member of its own, and every restart an empty one.",
        WellKnownDiagnosticTags.CompilationEnd);

    protected override void Begin(CompilationStartAnalysisContext start)
    {
        var uses = new MemberUses(static (member, _) => member.IsStatic, LeavesState);
        start.RegisterOperationBlockAction(context =>
        {
            if (!Startup.IsIn(context.OwningSymbol))
            {
                uses.Note(context);
            }

            LookAtCaptured(context);
        });
        start.RegisterCompilationEndAction(context =>
        {
            foreach (var member in uses.State)
            {
                context.ReportDiagnostic(Diagnostic.Create(Rule, member.Locations[0], member.Name));
            }
        });
    }

    // A lazy value is the same whoever asks for it first.
    private static bool LeavesState(IOperation reference, ISymbol owner, Derivation values) =>
        Changes.Of(reference) != Change.Filled
        || (reference.Parent is ICoalesceAssignmentOperation filled
            && values.Origins(filled.Value).Any(origin => origin is IParameterReferenceOperation));

    private static void LookAtCaptured(OperationBlockAnalysisContext context)
    {
        var changed = context.OperationBlocks.All<ILocalReferenceOperation>()
            .Where(reference => Changes.Of(reference) != Change.None && IsOfAllRequests(reference)
                && !StateTypes.IsExempt(reference.Local, reference.Local.Type))
            .Select(reference => reference.Local);
        foreach (var local in changed.Distinct<ISymbol>(SymbolEqualityComparer.Default))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, local.Locations[0], local.Name));
        }
    }

    private static bool IsOfAllRequests(ILocalReferenceOperation reference) => reference.Ancestors()
        .OfType<IAnonymousFunctionOperation>()
        .Any(handler => Startup.IsHandler(handler)
            && !reference.Local.DeclaringSyntaxReferences.Any(declaration => handler.Syntax.Span.Contains(declaration.Span)));
}
