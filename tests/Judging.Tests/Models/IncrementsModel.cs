using AspireStateless.Judging.Models;
using AspireStateless.Judging.Objects;

namespace AspireStateless.Judging.Tests.Models;

/// <summary>Counts from 0; an increment returns nothing, or has a count that it made no larger; a read returns the count.</summary>
internal sealed class IncrementsModel : IModel<CountedOperation, long>
{
    public long Initial => 0;

    public bool Step(in CountedOperation operation, long before, out long after)
    {
        after = operation.IsRead ? before : before + 1;
        return operation.IsRead ? operation.Count == before : after <= operation.Count;
    }
}
