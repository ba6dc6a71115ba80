namespace AspireStateless.Stores.Programs;

/// <summary>A signal, by its number on Linux; the last two are others on macOS, and are sent on Linux only.</summary>
public enum Signal
{
    SIGINT = 2,
    SIGQUIT = 3,
    SIGKILL = 9,
    SIGTERM = 15,
    SIGCONT = 18,
    SIGSTOP = 19,
}
