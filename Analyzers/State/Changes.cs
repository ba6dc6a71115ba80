using System.Collections.Immutable;
using AspireStateless.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AspireStateless.Analyzers.State;

/// <summary>What a reference to a field, a property, an event or a captured variable does to it.</summary>
internal enum Change
{
    None,

    /// <summary>Sets it to a value that may be a new one.</summary>
    Assigned,

    /// <summary>Sets it once, where it is not set yet.</summary>
    Filled,

    /// <summary>Makes it more or less than it was.</summary>
    Counted,

    /// <summary>Changes what is in it.</summary>
    Content,
}

/// <summary>Tells changes from looks.</summary>
internal static class Changes
{
    private static readonly ImmutableHashSet<string> Mutators = Words.Set(
        "Add TryAdd AddOrUpdate GetOrAdd TryUpdate AddRange AddFirst AddLast Insert InsertRange Enqueue Push PushRange Set SetItem Append "
        + "Remove TryRemove RemoveAt RemoveAll RemoveWhere RemoveRange TryTake Take Clear Dequeue TryDequeue Pop TryPop UnionWith "
        + "ExceptWith IntersectWith SymmetricExceptWith EnqueueDequeue GetValueRefOrAddDefault");

    private static readonly ImmutableHashSet<string> Removers = Words.Set(
        "Remove TryRemove RemoveAt RemoveAll RemoveWhere RemoveRange TryTake Take Clear Dequeue TryDequeue Pop TryPop ExceptWith");

    public static Change Of(IOperation reference)
    {
        var target = reference;
        while (target.Parent is IParenthesizedOperation or ITupleOperation)
        {
            target = target.Parent;
        }

        return target.Parent switch
        {
            ICompoundAssignmentOperation counted when counted.Target == target => Change.Counted,
            IIncrementOrDecrementOperation => Change.Counted,
            ICoalesceAssignmentOperation filled when filled.Target == target => Change.Filled,
            IAssignmentOperation assigned when assigned.Target == target => Change.Assigned,
            IEventAssignmentOperation => Change.Content,
            IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => OfReference(argument),
            IPropertyReferenceOperation { Property.IsIndexer: true } item when item.Instance == target => OfItem(item),
            IArrayElementReferenceOperation item when item.ArrayReference == target => OfItem(item),
            _ => CallOn(reference) is { } call && Mutators.Contains(call.TargetMethod.Name)
                && StateTypes.IsMutableCollection(reference.Type) ? Change.Content : Change.None,
        };
    }

    /// <returns>The method that is called on the value; null if none is.</returns>
    public static IInvocationOperation? CallOn(IOperation reference) => reference.Parent switch
    {
        IInvocationOperation call when call.Instance == reference => call,
        IConversionOperation { Parent: IInvocationOperation call } conversion when call.Instance == conversion => call,
        IConditionalAccessOperation access when access.Operation == reference => access.WhenNotNull as IInvocationOperation,
        _ => null,
    };

    public static bool IsRemoval(IOperation reference) => CallOn(reference) is { } call && Removers.Contains(call.TargetMethod.Name);

    /// <summary>Whether the change also tells what was there.</summary>
    public static bool IsLook(IOperation reference) => reference.Parent switch
    {
        IArgumentOperation { Parent: IInvocationOperation call } => !call.IsDropped(),
        IAssignmentOperation assignment => assignment.Target == reference && !assignment.IsDropped(),
        IIncrementOrDecrementOperation counted => !counted.IsDropped(),
        IEventAssignmentOperation => true,
        _ => CallOn(reference) is { } call && !call.IsDropped() && !IsRemoval(reference),
    };

    private static Change OfItem(IOperation item) => Of(item) == Change.None ? Change.None : Change.Content;

    private static Change OfReference(IArgumentOperation argument) =>
        argument.Parent is IInvocationOperation { TargetMethod: { ContainingType.Name: "Interlocked" or "Volatile" } method }
            ? method.Name switch
            {
                "Read" => Change.None,
                "Exchange" or "CompareExchange" or "Write" => Change.Assigned,
                _ => Change.Counted,
            }
            : Change.Assigned;
}
