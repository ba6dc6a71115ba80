using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AspireStateless.Analyzers.Code;

/// <summary>What values of one body are made of. It follows locals, and takes every assignment of one for possible.</summary>
internal sealed class Derivation
{
    private readonly Dictionary<ISymbol, List<IOperation>> _sources = new(SymbolEqualityComparer.Default);

    public Derivation(IEnumerable<IOperation> blocks)
    {
        foreach (var operation in blocks.All<IOperation>())
        {
            Note(operation);
        }
    }

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
                if (operation is ILocalReferenceOperation { Local: var local } && seen.Add(local)
                    && _sources.TryGetValue(local, out var sources))
                {
                    sources.ForEach(open.Push);
                }
            }
        }
    }

    public bool IsMadeOf(IOperation value, IOperation origin) => Origins(value).Contains(origin);

    private void Note(IOperation operation)
    {
        switch (operation)
        {
            case IVariableDeclaratorOperation declarator when declarator.GetVariableInitializer() is { } initializer:
                Add(declarator.Symbol, initializer.Value);
                break;
            case IAssignmentOperation assignment:
                AddAll(assignment.Target, assignment.Value);
                break;
            case IIsPatternOperation match:
                AddAll(match.Pattern, match.Value);
                break;
            case ISwitchExpressionOperation choice:
                foreach (var arm in choice.Arms)
                {
                    AddAll(arm.Pattern, choice.Value);
                }

                break;
            case ISwitchCaseOperation { Parent: ISwitchOperation choice } section:
                foreach (var pattern in section.Clauses.OfType<IPatternCaseClauseOperation>())
                {
                    AddAll(pattern.Pattern, choice.Value);
                }

                break;
            case IForEachLoopOperation loop:
                AddAll(loop.LoopControlVariable, loop.Collection);
                break;
            case IArgumentOperation { Parameter.RefKind: RefKind.Out or RefKind.Ref, Parent: { } call } argument:
                AddAll(argument.Value, call);
                break;
        }
    }

    private void AddAll(IOperation target, IOperation value)
    {
        // What stands in an index or in front of a member is not what is set.
        if (target is IMemberReferenceOperation or IArrayElementReferenceOperation)
        {
            return;
        }

        foreach (var part in target.DescendantsAndSelf())
        {
            var local = part switch
            {
                ILocalReferenceOperation reference => reference.Local,
                IDeclarationPatternOperation pattern => pattern.DeclaredSymbol,
                IRecursivePatternOperation pattern => pattern.DeclaredSymbol,
                IListPatternOperation pattern => pattern.DeclaredSymbol,
                IVariableDeclaratorOperation declarator => declarator.Symbol,
                _ => null,
            };
            if (local is not null)
            {
                Add(local, value);
            }
        }
    }

    private void Add(ISymbol local, IOperation value)
    {
        if (!_sources.TryGetValue(local, out var sources))
        {
            _sources[local] = sources = [];
        }

        sources.Add(value);
    }
}
