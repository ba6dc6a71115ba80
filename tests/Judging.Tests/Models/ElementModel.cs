using AspireStateless.Judging.Models;
using AspireStateless.Judging.Objects;

namespace AspireStateless.Judging.Tests.Models;

/// <summary>One element of a set: it comes once, and leaves once.</summary>
internal sealed class ElementModel : IModel<SetOperation, int>
{
    private const int NotYetIn = 0;
    private const int In = 1;
    private const int Out = 2;

    public int Initial => NotYetIn;

    public bool Step(in SetOperation operation, int before, out int after)
    {
        (after, var legal) = operation.Kind switch
        {
            SetOperationKind.Add => (In, before == NotYetIn),
            SetOperationKind.Remove => (Out, before == In),
            SetOperationKind.Present => (before, before == In),
            _ => (before, before != In),
        };
        return legal;
    }
}
