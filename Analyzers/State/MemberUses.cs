using System.Collections.Concurrent;
using AspireStateless.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AspireStateless.Analyzers.State;

/// <summary>Collects what is done with members, those that a rule is about. Thread-safe.</summary>
/// <param name="isMeant">Whether the rule is about the member, when another one uses it.</param>
/// <param name="leavesState">Whether setting it may leave something for other requests.</param>
internal sealed class MemberUses(Func<ISymbol, ISymbol, bool> isMeant, Func<IOperation, ISymbol, Derivation, bool> leavesState)
{
    private readonly ConcurrentDictionary<ISymbol, MemberUse> _uses = new(SymbolEqualityComparer.Default);

    /// <summary>Those that hold what one request left for another.</summary>
    public IEnumerable<ISymbol> State => _uses.Where(use => use.Value.IsState).Select(use => use.Key);

    public void Note(OperationBlockAnalysisContext context)
    {
        var values = new Derivation(context.OperationBlocks);
        foreach (var reference in context.OperationBlocks.All<IMemberReferenceOperation>())
        {
            if (StateTypes.Holder(reference) is var (member, type) && isMeant(member, context.OwningSymbol)
                && !StateTypes.IsExempt(member, type) && !IsConstruction(reference, context.OwningSymbol))
            {
                Note(reference, _uses.GetOrAdd(member, _ => new()), context.OwningSymbol, values);
            }
        }
    }

    private void Note(IOperation reference, MemberUse use, ISymbol owner, Derivation values)
    {
        var change = Changes.Of(reference);
        if (change is Change.Counted || change is Change.Content && !Legitimate.IsContent(reference, values)
            || change is Change.Assigned or Change.Filled && leavesState(reference, owner, values))
        {
            use.Change();
        }

        if ((change is Change.None || Changes.IsLook(reference))
            && !Legitimate.IsMeasurement(reference, owner) && !Legitimate.IsAskedAgain(reference, values))
        {
            use.Trust();
        }
    }

    private static bool IsConstruction(IMemberReferenceOperation reference, ISymbol owner) =>
        reference.Instance is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver }
        || (owner is IFieldSymbol or IPropertySymbol or IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor }
            && reference.Function() is null);
}
