using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AspireStateless.Analyzers.Code;

/// <summary>What values of one body are made of. It follows locals, and takes every assignment of one for possible.</summary>
internal sealed class Derivation(IEnumerable<IOperation> blocks)
{
    // Few bodies are ever asked about.
    private readonly Lazy<ILookup<ISymbol, IOperation>> _sources = new(() => blocks.All<IOperation>()
        .SelectMany(Settings)
        .SelectMany(set => Locals(set.Target).Select(local => (Local: local, set.Value)))
        .ToLookup(set => set.Local, set => set.Value, SymbolEqualityComparer.Default));

    /// <returns>The value, its parts, and what the locals in it are made of.</returns>
    public IEnumerable<IOperation> Origins(IOperation value)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var open = new Stack<IOperation>([value]);
        while (open.Count > 0)
        {
            foreach (var operation in open.Pop().DescendantsAndSelf())
            {
                yield return operation;
                if (operation is ILocalReferenceOperation { Local: var local } && seen.Add(local))
                {
                    foreach (var source in _sources.Value[local])
                    {
                        open.Push(source);
                    }
                }
            }
        }
    }

    public bool IsMadeOf(IOperation value, IOperation origin) => Origins(value).Contains(origin);

    /// <returns>What the operation sets, and what to.</returns>
    private static IEnumerable<(IOperation Target, IOperation Value)> Settings(IOperation operation) => operation switch
    {
        IVariableDeclaratorOperation declarator when declarator.GetVariableInitializer() is { } initializer =>
            [(declarator, initializer.Value)],
        IAssignmentOperation assignment => [(assignment.Target, assignment.Value)],
        IIsPatternOperation match => [(match.Pattern, match.Value)],
        ISwitchExpressionOperation choice => choice.Arms.Select(arm => ((IOperation)arm.Pattern, choice.Value)),
        ISwitchCaseOperation { Parent: ISwitchOperation choice } section =>
            section.Clauses.OfType<IPatternCaseClauseOperation>().Select(clause => ((IOperation)clause.Pattern, choice.Value)),
        IForEachLoopOperation loop => [(loop.LoopControlVariable, loop.Collection)],
        IArgumentOperation { Parameter.RefKind: RefKind.Out or RefKind.Ref, Parent: { } call } argument => [(argument.Value, call)],
        _ => [],
    };

    private static IEnumerable<ISymbol> Locals(IOperation target) => target switch
    {
        IVariableDeclaratorOperation declarator => [declarator.Symbol],
        // What stands in an index or in front of a member is not what is set.
        IMemberReferenceOperation or IArrayElementReferenceOperation => [],
        _ => target.DescendantsAndSelf().Select(LocalOf).OfType<ISymbol>(),
    };

    private static ISymbol? LocalOf(IOperation part) => part switch
    {
        ILocalReferenceOperation reference => reference.Local,
        IDeclarationPatternOperation pattern => pattern.DeclaredSymbol,
        IRecursivePatternOperation pattern => pattern.DeclaredSymbol,
        IListPatternOperation pattern => pattern.DeclaredSymbol,
        IVariableDeclaratorOperation declarator => declarator.Symbol,
        _ => null,
    };
}
