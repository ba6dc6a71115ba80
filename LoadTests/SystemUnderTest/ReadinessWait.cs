namespace AspireStateless.LoadTests.SystemUnderTest;

/// <summary>
/// Waits until something says that it is ready, and knows soon. What hangs answers late, and what it says then is about the past: so the
/// next question does not wait for the answer to the last one.
/// </summary>
internal static class ReadinessWait
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(75);

    /// <param name="isReady">Asks once; it has a deadline of its own, so that few questions are open at the same time.</param>
    /// <param name="goesOn">Whether it is still worth asking.</param>
    /// <returns>False where it was not, before an answer said ready.</returns>
    public static async Task<bool> UntilReadyAsync(Func<Task<bool>> isReady, Func<bool> goesOn, CancellationToken cancellationToken)
    {
        var open = new List<Task<bool>>();
        while (goesOn())
        {
            open.Add(isReady());
            await Task.WhenAny([.. open, Task.Delay(Patience, cancellationToken)]);
            foreach (var answered in open.Where(question => question.IsCompleted).ToList())
            {
                if (await answered)
                {
                    return true;
                }

                open.Remove(answered);
            }

            await Task.Delay(AskEvery, cancellationToken);
        }

        return false;
    }
}
