namespace AspireStateless.Chaos.Instances;

/// <summary>Changes the environment of processes of the service before they start.</summary>
internal interface IStartOverlay
{
    /// <param name="context">All else has had its say. What differs between replicas is a template, see <see cref="PerReplica"/>.</param>
    Task ApplyAsync(EnvironmentCallbackContext context);
}
