using AspireStateless.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AspireStateless.Analyzers.State;

/// <summary>What a process may remember: content that cannot change, work under way, measurements, guesses that a store confirms.</summary>
internal static class Legitimate
{
    /// <summary>Whether a collection takes what would be the same in every process, or what is gone when the call is.</summary>
    public static bool IsContent(IOperation reference, Derivation values) =>
        Changes.CallOn(reference) is { TargetMethod.Name: "GetOrAdd" } call && IsMadeOfKey(call) && !StateTypes.KeepsMutable(reference.Type)
        || KeysOf(reference).Any(key => values.Origins(key).Any(IsHash))
        || (StateTypes.KeepsWork(reference.Type) && IsEmptiedHere(reference));

    /// <summary>Whether the value goes to metrics alone.</summary>
    public static bool IsMeasurement(IOperation reference, ISymbol owner) =>
        owner is IMethodSymbol { ReturnType: var answer } && answer.ToDisplayString().Contains("Metrics.Measurement<")
        || reference.Ancestors().Any(one =>
            one is IInvocationOperation call && call.TargetMethod.ContainingType.IsIn("System.Diagnostics.Metrics"));

    /// <summary>Whether the same condition holds only if a store, asked now, says the same.</summary>
    public static bool IsAskedAgain(IOperation reference, Derivation values)
    {
        var condition = reference.Ancestors()
            .TakeWhile(one => one is not (IAnonymousFunctionOperation or IBlockOperation or IConditionalOperation))
            .LastOrDefault(one => one is IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd });
        return condition is not null
            && condition.DescendantsAndSelf().Any(part => part is IAwaitOperation
                || part is ILocalReferenceOperation && values.Origins(part).Any(origin => origin is IAwaitOperation));
    }

    // The factory uses the key and nothing else, so that the value says nothing that the key does not.
    private static bool IsMadeOfKey(IInvocationOperation call) => call.Arguments.Length == 2
        && call.Arguments[1].Value.Bare() is IDelegateCreationOperation { Target: var factory }
        && factory switch
        {
            IMethodReferenceOperation { Method: { IsStatic: true } method } => !method.ReturnType.IsTask(),
            IAnonymousFunctionOperation { Symbol: { Parameters.Length: 1, IsAsync: false } symbol, Body: var body } =>
                body.Descendants().Any(part => IsOwn(part, symbol) == true)
                && body.Descendants().All(part => IsOwn(part, symbol) != false),
            _ => false,
        };

    /// <returns>Whether a variable is the lambda's; null for what is no variable.</returns>
    private static bool? IsOwn(IOperation part, IMethodSymbol lambda) => part switch
    {
        IParameterReferenceOperation reference =>
            SymbolEqualityComparer.Default.Equals(reference.Parameter.ContainingSymbol, lambda),
        ILocalReferenceOperation reference => SymbolEqualityComparer.Default.Equals(reference.Local.ContainingSymbol, lambda),
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } => false,
        _ => null,
    };

    private static IEnumerable<IOperation> KeysOf(IOperation reference)
    {
        var arguments = reference.Parent is IPropertyReferenceOperation { Property.IsIndexer: true } item
            ? item.Arguments
            : Changes.CallOn(reference)?.Arguments ?? [];
        return arguments.Take(1).Select(argument => argument.Value);
    }

    private static bool IsHash(IOperation origin) =>
        origin is IInvocationOperation { TargetMethod: { Name: var name, ContainingType: var type } }
        && (name.Contains("HashData") || name.StartsWith("ComputeHash", StringComparison.Ordinal))
        && type.IsIn("System.Security.Cryptography");

    private static bool IsEmptiedHere(IOperation reference)
    {
        var body = reference.Ancestors().Last();
        return StateTypes.Holder(reference) is var (member, _) && body.Descendants().OfType<IMemberReferenceOperation>().Any(other =>
            StateTypes.Holder(other) is var (same, _) && SymbolEqualityComparer.Default.Equals(same, member) && Changes.IsRemoval(other));
    }
}
