namespace AspireStateless.Chaos.Faults;

/// <summary>All faults, by kind.</summary>
internal sealed class FaultCatalogue(IEnumerable<IFault> faults)
{
    private readonly SortedDictionary<string, IFault> _byKind = new(faults.ToDictionary(fault => fault.Kind), StringComparer.Ordinal);

    /// <exception cref="RefusedException">There is none of this kind.</exception>
    public IFault Get(string kind) => _byKind.TryGetValue(kind, out var fault)
        ? fault
        : throw RefusedException.BadRequest("unknown-kind", $"There is no fault '{kind}'. Kinds: {string.Join(", ", _byKind.Keys)}.");
}
