using AspireStateless.Analyzers.Code;
using AspireStateless.Analyzers.Rules;
using AspireStateless.Analyzers.Services;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AspireStateless.Analyzers.State;

/// <summary>STATE002: what a singleton holds changes with requests.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class SingletonStateRule() : StateRule(Rule)
{
    private static readonly DiagnosticDescriptor Rule = Described(
        "STATE002",
        "A singleton changes with requests",
        "Requests change '{0}' of the singleton '{1}', and answers depend on it: another replica does not have it, and a restart loses it",
        "A singleton is one object a process, and not one object a service.",
        WellKnownDiagnosticTags.CompilationEnd);

    protected override void Begin(CompilationStartAnalysisContext start)
    {
        var singletons = new Singletons();
        var uses = new MemberUses(IsMeant, LeavesState);
        start.RegisterOperationBlockAction(context =>
        {
            foreach (var call in context.OperationBlocks.All<IInvocationOperation>())
            {
                singletons.Note(call, context.OwningSymbol);
            }

            uses.Note(context);
        });
        start.RegisterCompilationEndAction(context =>
        {
            var known = singletons.ToSet();
            foreach (var member in uses.State.Where(member => known.Contains(member.ContainingType)))
            {
                context.ReportDiagnostic(Diagnostic.Create(Rule, member.Locations[0], member.Name, member.ContainingType.Name));
            }
        });
    }

    // What a background service does with its own members, it does without requests.
    private static bool IsMeant(ISymbol member, ISymbol user) => !member.IsStatic
        && !(member.ContainingType.IsA("Microsoft.Extensions.Hosting.IHostedService")
            && SymbolEqualityComparer.Default.Equals(member.ContainingType, user.ContainingType?.OriginalDefinition));

    // What a caller hands over stays. A snapshot that the object makes by itself is its own affair.
    private static bool LeavesState(IOperation reference, ISymbol owner, Derivation values) =>
        owner is IMethodSymbol { DeclaredAccessibility: not Accessibility.Private }
        && reference.Ancestors().FirstOrDefault(one => one is IAssignmentOperation or IInvocationOperation) is { } setting
        && ValuesOf(setting).Any(value => values.Origins(value).Any(origin =>
            origin is IParameterReferenceOperation { Parameter: var given }
            && SymbolEqualityComparer.Default.Equals(given.ContainingSymbol, owner)
            && !given.Type.Is("System.Threading.CancellationToken")));

    private static IEnumerable<IOperation> ValuesOf(IOperation setting) => setting switch
    {
        IAssignmentOperation assignment => [assignment.Value],
        IInvocationOperation call => call.Arguments.Where(argument => argument.Parameter?.RefKind == RefKind.None)
            .Select(argument => argument.Value),
        _ => [],
    };
}
