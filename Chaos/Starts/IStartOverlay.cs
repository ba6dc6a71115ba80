using Aspire.Hosting.ApplicationModel;

namespace AspireStateless.Chaos.Starts;

/// <summary>Changes the environment of a process of the service before it starts.</summary>
internal interface IStartOverlay
{
    /// <param name="context">Everything else has had its say.</param>
    /// <param name="start">Names this start; no other has the same.</param>
    Task ApplyAsync(EnvironmentCallbackContext context, string start);
}
