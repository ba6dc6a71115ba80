using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AspireStateless.Analyzers.Code;

/// <summary>Ways around in the tree of operations.</summary>
internal static class Operations
{
    public static IEnumerable<IOperation> Ancestors(this IOperation operation)
    {
        for (var one = operation.Parent; one is not null; one = one.Parent)
        {
            yield return one;
        }
    }

    /// <returns>The value itself, without conversions, parentheses, and awaiting.</returns>
    public static IOperation Bare(this IOperation operation) => operation switch
    {
        IConversionOperation conversion => conversion.Operand.Bare(),
        IParenthesizedOperation parentheses => parentheses.Operand.Bare(),
        IAwaitOperation await => await.Operation.Bare(),
        _ => operation,
    };

    /// <returns>Who uses the value: the first above it that does more than pass it on.</returns>
    public static IOperation? User(this IOperation operation) => operation.Ancestors()
        .FirstOrDefault(one => one is not (IConversionOperation or IParenthesizedOperation or IAwaitOperation));

    /// <summary>Whether nobody looks at the value.</summary>
    public static bool IsDropped(this IOperation operation) => operation.User() switch
    {
        IExpressionStatementOperation => true,
        ISimpleAssignmentOperation { Target: IDiscardOperation } => true,
        IConditionalAccessOperation access => access.IsDropped(),
        // The body of a lambda that answers nothing.
        IReturnOperation { ReturnedValue: { Type.SpecialType: SpecialType.System_Void } } => true,
        _ => false,
    };

    public static bool IsAwaited(this IOperation task) => task.Ancestors()
        .TakeWhile(one => one is IConversionOperation or IParenthesizedOperation or IAwaitOperation)
        .Any(one => one is IAwaitOperation);

    /// <returns>What is given for a parameter; null where it is left out or null.</returns>
    public static IOperation? Given(this IArgumentOperation argument) =>
        argument.ArgumentKind == ArgumentKind.DefaultValue || argument.Value.IsNothing() ? null : argument.Value;

    /// <summary>Whether it is null, or a default of what can be.</summary>
    public static bool IsNothing(this IOperation value) =>
        value.Bare() is { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation;

    /// <returns>The arguments in the order of the parameters, without what an extension extends, and without tokens.</returns>
    public static IEnumerable<IArgumentOperation> OwnArguments(this IInvocationOperation call) => call.Arguments
        .Where(argument => argument.Parameter is { } parameter
            && !(parameter.Ordinal == 0 && call.TargetMethod.IsExtensionMethod)
            && !parameter.Type.Is("System.Threading.CancellationToken"))
        .OrderBy(argument => argument.Parameter!.Ordinal);

    /// <returns>What a method is called on, also as an extension.</returns>
    public static IOperation? Receiver(this IInvocationOperation call) =>
        call.Instance ?? (call.TargetMethod.IsExtensionMethod ? call.Arguments.FirstOrDefault()?.Value.Bare() : null);

    /// <returns>The function that runs it: a lambda, a local function, or null for the member itself.</returns>
    public static IOperation? Function(this IOperation operation) =>
        operation.Ancestors().FirstOrDefault(one => one is IAnonymousFunctionOperation or ILocalFunctionOperation);

    /// <summary>Whether a loop takes it up again, in the same function.</summary>
    public static bool IsRepeated(this IOperation operation) => operation.Ancestors()
        .TakeWhile(one => one is not (IAnonymousFunctionOperation or ILocalFunctionOperation))
        .Any(one => one is ILoopOperation);

    public static IEnumerable<T> All<T>(this IEnumerable<IOperation> blocks)
        where T : IOperation =>
        blocks.SelectMany(block => block.DescendantsAndSelf()).OfType<T>();
}
