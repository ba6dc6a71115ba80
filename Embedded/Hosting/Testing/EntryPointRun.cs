namespace Aspire.Hosting.Testing;

/// <summary>
/// Runs an AppHost's entry point on a thread of its own: up to where it builds, where it waits for the test, and no further than the built
/// application, which is the test's.
/// </summary>
internal sealed class EntryPointRun : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    // Which run the events of a thread belong to, so that tests can run at the same time.
    private static readonly AsyncLocal<EntryPointRun?> Current = new();

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

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == BuilderDiagnostics.ListenerName)
        {
            value.Subscribe(this);
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (Current.Value != this)
        {
            return;
        }

        switch (value.Value)
        {
            case (DistributedApplicationOptions options, HostApplicationBuilderSettings):
                options.AssemblyName = appHost.GetName().Name;
                options.DisableDashboard = true;
                break;
            case DistributedApplicationBuilder constructed when value.Key.EndsWith("Constructed", StringComparison.Ordinal):
                AddDefaults(constructed.Configuration);
                break;
            case DistributedApplicationBuilder building:
                builder.TrySetResult(building);
                mayBuild.Wait();
                if (abandoned)
                {
                    throw new HostAbortedException();
                }

                break;
            case DistributedApplication built:
                application.TrySetResult(built);
                // The entry point would go on to run what is the test's to run.
                throw new HostAbortedException();
        }
    }

    public void OnCompleted()
    {
        // The listener lives as long as the process.
    }

    public void OnError(Exception error)
    {
        // The listener never reports any.
    }

    // Below the arguments, so that a test can ask for something else.
    private static void AddDefaults(ConfigurationManager configuration) => configuration.Sources.Insert(
        0, new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource
        {
            InitialData = [new("DcpPublisher:RandomizePorts", "true")],
        });

    private void Run(string[] args)
    {
        Current.Value = this;
        using var subscription = DiagnosticListener.AllListeners.Subscribe(this);
        try
        {
            var entryPoint = appHost.EntryPoint ?? throw new InvalidOperationException($"'{appHost.GetName().Name}' has no entry point.");
            // Data before the arguments, of which the last one counts.
            string[] arguments = ["--Data=temporary", .. args];
            var result = entryPoint.Invoke(null, entryPoint.GetParameters().Length == 0 ? null : [arguments]);
            Fail(new InvalidOperationException($"The entry point of '{appHost.GetName().Name}' ended with {result ?? "nothing"} and built no application."));
        }
        catch (TargetInvocationException exception) when (exception.InnerException is HostAbortedException)
        {
            // As arranged.
        }
        catch (TargetInvocationException exception)
        {
            Fail(exception.InnerException!);
        }
        catch (InvalidOperationException exception)
        {
            Fail(exception);
        }
    }

    private void Fail(Exception exception)
    {
        builder.TrySetException(exception);
        application.TrySetException(exception);
    }
}
