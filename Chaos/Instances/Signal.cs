namespace AspireStateless.Chaos.Instances;

/// <summary>A signal, by its number on Linux; the last two are others on macOS, and are sent on Linux only.</summary>
internal enum Signal
{
    Interrupt = 2,
    Quit = 3,
    Kill = 9,
    Terminate = 15,
    Continue = 18,
    Stop = 19,
}
