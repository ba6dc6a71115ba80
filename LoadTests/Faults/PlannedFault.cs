namespace AspireStateless.LoadTests.Faults;

/// <summary>A fault of a plan.</summary>
/// <param name="At">Nanoseconds from the start of the traffic.</param>
/// <param name="Resource">What kind of instance it hits: <c>api</c>, or a store.</param>
/// <param name="Index">Which of them, by name.</param>
/// <param name="Lasts">Nanoseconds from its effect to the beginning of its cure.</param>
internal sealed record PlannedFault(long At, string Kind, string Resource, int Index, long Lasts)
{
    public override string ToString() => $"{Kind} of {Resource}[{Index}]";
}
