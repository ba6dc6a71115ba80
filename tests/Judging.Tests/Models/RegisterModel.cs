using AspireStateless.Judging.Models;
using AspireStateless.Judging.Objects;

namespace AspireStateless.Judging.Tests.Models;

/// <summary>Holds what was written last, from 0 on.</summary>
internal sealed class RegisterModel : IModel<RegisterOperation, long>
{
    public long Initial => 0;

    public bool Step(in RegisterOperation operation, long before, out long after)
    {
        after = operation.IsWrite ? operation.Value : before;
        return operation.Value == after;
    }
}
