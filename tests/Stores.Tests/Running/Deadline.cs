namespace AspireStateless.Stores.Tests.Running;

/// <summary>
/// Ends a wait for what will never come, so that the test fails by name instead of hanging. No test depends on its length.
/// </summary>
internal static class Deadline
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(60);

    public static CancellationToken Token
    {
        get
        {
            var source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            source.CancelAfter(Length);
            return source.Token;
        }
    }

    /// <summary>Waits for something that cannot be awaited.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        var token = Token;
        while (!condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), token);
        }
    }
}
