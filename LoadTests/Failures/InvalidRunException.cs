namespace AspireStateless.LoadTests.Failures;

/// <summary>The environment does not let a run happen or be trusted: exit code 3.</summary>
/// <param name="message">What is wrong, one line.</param>
/// <param name="advice">What to do, one line.</param>
internal sealed class InvalidRunException(string message, string advice, Exception? inner = null) : Exception(message, inner)
{
    public string Advice { get; } = advice;
}
