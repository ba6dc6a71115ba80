using System.Collections.Immutable;
using AspireStateless.Analyzers.Code;
using AspireStateless.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AspireStateless.Analyzers.State;

/// <summary>STATE013: an identifier or a sequence that the process makes of what only it has.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class ProcessIdentifierRule() : StateRule(Rule)
{
    private static readonly DiagnosticDescriptor Rule = Described(
        "STATE013",
        "An identifier of this process",
        "'{0}' {1}: let a store count, or make identifiers that are unique by themselves",
        "Every replica counts from one, begins with the same seed, or hashes in its own way.");

    private const string Counts = "counts in this process alone, and others give the same numbers";
    private const string Repeats = "gives the same numbers in every process that begins with the same seed";
    private const string Collides = "differs in every process, and different texts share it";
    private const string Names = "says which process this is, and not what is identified";

    private static readonly ImmutableHashSet<string> Identities = Words.Set("Id Ids Key Number Serial Sequence Token Code");

    // What may well be called by the process.
    private static readonly ImmutableHashSet<string> Processes =
        Words.Set("Instance Process Replica Node Host Machine Worker Client Consumer Trace Span Service Lease Holder Owner Pid");

    protected override void Begin(CompilationStartAnalysisContext start)
    {
        start.RegisterOperationAction(LookAtCall, OperationKind.Invocation);
        start.RegisterOperationAction(LookAtCount, OperationKind.Increment, OperationKind.CompoundAssignment);
        start.RegisterOperationAction(LookAtSeed, OperationKind.ObjectCreation);
        start.RegisterOperationAction(LookAtProcess, OperationKind.PropertyReference);
    }

    private static void LookAtCall(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        var method = call.TargetMethod;
        if (method.ContainingType.Is("System.Threading.Interlocked") && method.Name is "Increment" or "Add" && Leaves(call))
        {
            Report(context, $"Interlocked.{method.Name}", Counts);
        }
        else if (method.Name == "GetHashCode" && IsOfText(call) && !IsHash(context.ContainingSymbol) && !call.IsDropped())
        {
            Report(context, "GetHashCode", Collides);
        }
    }

    private static void LookAtCount(OperationAnalysisContext context)
    {
        var target = context.Operation switch
        {
            IIncrementOrDecrementOperation counted => counted.Target,
            ICompoundAssignmentOperation counted => counted.Target,
            _ => null,
        };
        if (target is IMemberReferenceOperation { Member: { } member } && Words.HasAny(member.Name, Identities)
            && (member.IsStatic || member.Name.StartsWith("_", StringComparison.Ordinal)) && Leaves(context.Operation))
        {
            Report(context, member.Name, Counts);
        }
    }

    private static void LookAtSeed(OperationAnalysisContext context)
    {
        var creation = (IObjectCreationOperation)context.Operation;
        if (creation.Type.Is("System.Random") && creation.Arguments.Length == 1)
        {
            Report(context, "new Random", Repeats);
        }
    }

    private static void LookAtProcess(OperationAnalysisContext context)
    {
        var property = ((IPropertyReferenceOperation)context.Operation).Property;
        if (IsOfProcess(property)
            && NameOfGoal(context.Operation, context.ContainingSymbol) is { } goal
            && Identities.Contains(Words.Last(goal)) && !Words.HasAny(goal, Processes))
        {
            Report(context, property.Name, Names);
        }
    }

    private static bool IsOfProcess(IPropertySymbol property) => property.Name switch
    {
        "ProcessId" or "MachineName" or "TickCount" or "TickCount64" => property.ContainingType.Is("System.Environment"),
        "StartTime" => property.ContainingType.Is("System.Diagnostics.Process"),
        _ => false,
    };

    /// <summary>Whether the number goes on to others, and is not only compared with something.</summary>
    private static bool Leaves(IOperation number)
    {
        var user = number.User();
        while (user is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract })
        {
            user = user.User();
        }

        return user switch
        {
            // A limit counts as well, in a local of its own.
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.Name: var name } } =>
                Words.HasAny(name, Identities),
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod.ContainingType: var type } } =>
                !type.IsIn("Microsoft.Extensions.Logging") && !type.IsIn("System.Diagnostics"),
            ISimpleAssignmentOperation { Target: var target } => target is not IDiscardOperation,
            IReturnOperation or IInterpolationOperation or IArgumentOperation or ITupleOperation or IInvocationOperation => true,
            _ => false,
        };
    }

    private static bool IsOfText(IInvocationOperation call) =>
        call.Instance?.Type is { SpecialType: SpecialType.System_String }
        || (call.Instance?.Type.Is("System.StringComparer") == true);

    private static bool IsHash(ISymbol owner) => owner.Name.Contains("GetHashCode");

    /// <returns>The name of what the value becomes a part of; null where it has none.</returns>
    private static string? NameOfGoal(IOperation value, ISymbol owner)
    {
        foreach (var one in value.Ancestors())
        {
            switch (one)
            {
                case IVariableDeclaratorOperation declarator:
                    return declarator.Symbol.Name;
                case ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Member: var member } }:
                    return member.Name;
                case IArgumentOperation { Parameter: { } parameter, Parent: IObjectCreationOperation }:
                    return parameter.Name;
                case IReturnOperation:
                    return owner is IMethodSymbol { AssociatedSymbol: { } property } ? property.Name : owner.Name;
                case IArgumentOperation or IBlockOperation or IBinaryOperation { Type.SpecialType: SpecialType.System_Boolean }:
                    return null;
            }
        }

        return owner.Name;
    }

    private static void Report(OperationAnalysisContext context, string what, string why) =>
        context.ReportDiagnostic(Diagnostic.Create(Rule, context.Operation.Syntax.GetLocation(), what, why));
}
