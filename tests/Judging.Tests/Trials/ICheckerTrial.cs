using AspireStateless.Judging.Histories;

namespace AspireStateless.Judging.Tests.Trials;

/// <summary>What a checker is measured and compared with: long right histories, and short ones that may be wrong.</summary>
internal interface ICheckerTrial
{
    string Name { get; }

    /// <summary>Makes a right history of so many operations.</summary>
    /// <param name="operations">How many there are of all keys together.</param>
    /// <param name="keys">How many keys they are spread over.</param>
    /// <returns>Judges it; whether it is found right.</returns>
    Func<bool> Right(int operations, int keys);

    /// <summary>Draws one short history and has it judged twice.</summary>
    Comparison Compare(RandomStream random);
}

/// <summary>What two judges say of one history.</summary>
/// <param name="Truth">Brute force: it is right.</param>
/// <param name="Judged">The checker: it is right.</param>
/// <param name="MayMiss">The checker does not claim to find every wrong history of this sort.</param>
internal readonly record struct Comparison(bool Truth, bool Judged, bool MayMiss = false)
{
    public bool Missed => Judged && !Truth && MayMiss;

    public bool Disagree => Judged != Truth && !Missed;
}
