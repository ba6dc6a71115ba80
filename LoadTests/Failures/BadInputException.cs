namespace AspireStateless.LoadTests.Failures;

/// <summary>The user asked for something that cannot be done: exit code 64.</summary>
/// <param name="message">What is wrong, one line.</param>
/// <param name="advice">What to do, one line.</param>
internal sealed class BadInputException(string message, string advice) : Exception(message)
{
    public string Advice { get; } = advice;
}
