namespace Aspire.Hosting.Execution;

/// <summary>Does what the operating system may refuse, where a refusal is an answer and not a failure: of files and of sockets.</summary>
internal static class Attempt
{
    /// <returns>False when it was refused.</returns>
    internal static bool To(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SocketException)
        {
            return false;
        }
    }

    /// <returns>Null when it was refused.</returns>
    internal static T? Get<T>(Func<T?> read)
    {
        var result = default(T);
        return To(() => result = read()) ? result : default;
    }
}
