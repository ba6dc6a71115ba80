using AspireStateless.Judging.Models;
using AspireStateless.Judging.Objects;

namespace AspireStateless.Judging.Tests.Models;

/// <summary>Counts from 0; an increment returns the count after it.</summary>
internal sealed class CounterModel : IModel<CounterOperation, long>
{
    public long Initial => 0;

    public bool Step(in CounterOperation operation, long before, out long after)
    {
        after = operation.Kind == CounterOperationKind.Increment ? before + 1 : before;
        return operation.IsOptional || operation.Value == after;
    }
}
