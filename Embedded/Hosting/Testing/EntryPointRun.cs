namespace Aspire.Hosting.Testing;

/// <summary>
/// Runs an AppHost's entry point on a thread of its own: up to where it builds, where it waits for the test, and no further than the built
/// application, which is the test's.
/// </summary>
internal sealed class EntryPointRun
{
    // Of the thread that builds, so that tests can run at the same time.
    private static readonly AsyncLocal<EntryPointRun?> OfThread = new();

    private readonly Assembly appHost;
    private readonly TaskCompletionSource<DistributedApplicationBuilder> builder = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<DistributedApplication> application = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim mayBuild = new();
    private bool abandoned;

    internal EntryPointRun(Assembly appHost, string[] args)
    {
        this.appHost = appHost;
        new Thread(() => Run(args)) { IsBackground = true, Name = "AppHost entry point" }.Start();
    }

    /// <summary>The run that an application being built belongs to; null outside of tests.</summary>
    internal static EntryPointRun? Current => OfThread.Value;

    internal Task<DistributedApplicationBuilder> BuilderAsync(CancellationToken cancellationToken) => builder.Task.WaitAsync(cancellationToken);

    internal Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken)
    {
        mayBuild.Set();
        return application.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Lets the entry point end without building.</summary>
    internal void Abandon()
    {
        abandoned = true;
        mayBuild.Set();
    }

    /// <summary>A builder is about to be made.</summary>
    internal void Constructing(DistributedApplicationOptions options, HostApplicationBuilderSettings settings)
    {
        options.AssemblyName = appHost.GetName().Name;
        options.DisableDashboard = true;
        // Below everything else, so that a test can ask for something else.
        settings.Configuration = new ConfigurationManager();
        settings.Configuration.AddInMemoryCollection([new("DcpPublisher:RandomizePorts", "true")]);
    }

    /// <summary>A builder is about to build: it waits until the test is done with it.</summary>
    internal void Building(DistributedApplicationBuilder building)
    {
        builder.TrySetResult(building);
        mayBuild.Wait();
        if (abandoned)
        {
            throw new HostAbortedException();
        }
    }

    /// <summary>An application was built. The entry point would go on to run what is the test's to run.</summary>
    internal void Built(DistributedApplication built)
    {
        application.TrySetResult(built);
        throw new HostAbortedException();
    }

    private void Run(string[] args)
    {
        OfThread.Value = this;
        try
        {
            var name = appHost.GetName().Name;
            var entryPoint = appHost.EntryPoint ?? throw new InvalidOperationException($"'{name}' has no entry point.");
            // Data before the arguments, of which the last one counts.
            object[] arguments = entryPoint.GetParameters().Length == 0 ? [] : [(string[])["--Data=temporary", .. args]];
            var result = entryPoint.Invoke(null, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null);
            throw new InvalidOperationException($"The entry point of '{name}' ended with {result ?? "nothing"} and built no application.");
        }
        catch (HostAbortedException)
        {
            // As arranged.
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            builder.TrySetException(exception);
            application.TrySetException(exception);
        }
    }
}
