namespace AspireStateless.Judging.Models;

/// <summary>Which operations of a history stand in an order already.</summary>
internal sealed class PlacedSet : IEquatable<PlacedSet>
{
    private const int Bits = 64;
    private readonly ulong[] _words;
    private readonly int _hash;

    private PlacedSet(ulong[] words, int hash) => (_words, _hash) = (words, hash);

    public static PlacedSet Empty(int operations) => new(new ulong[(operations + Bits - 1) / Bits], hash: 0);

    public PlacedSet With(int operation)
    {
        ulong[] words = [.. _words];
        words[operation / Bits] |= 1UL << (operation % Bits);
        return new PlacedSet(words, _hash ^ HashCode.Combine(operation));
    }

    public bool Equals(PlacedSet? other) => other is not null && _hash == other._hash && _words.AsSpan().SequenceEqual(other._words);

    public override bool Equals(object? obj) => Equals(obj as PlacedSet);

    public override int GetHashCode() => _hash;
}
