namespace AspireStateless.LoadTests.Performance.Benches;

/// <summary>
/// Measures several things by turns, round after round, each round beginning with another: what happens to the machine meanwhile happens to
/// all of them.
/// </summary>
internal static class Rounds
{
    /// <returns>Of each arm what its rounds gave, in their order.</returns>
    public static async Task<IReadOnlyList<T[]>> RunAsync<TArm, T>(
        IReadOnlyList<TArm> arms, int rounds, Func<TArm, Task<T>> measure)
    {
        T[][] given = [.. arms.Select(_ => new T[rounds])];
        for (var round = 0; round < rounds; round++)
        {
            for (var turn = 0; turn < arms.Count; turn++)
            {
                var arm = (round + turn) % arms.Count;
                given[arm][round] = await measure(arms[arm]);
            }
        }

        return given;
    }
}
