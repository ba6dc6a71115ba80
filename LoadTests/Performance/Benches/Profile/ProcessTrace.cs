using AspireStateless.LoadTests.Failures;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing.Etlx;
using Microsoft.Diagnostics.Tracing.Parsers;
using Microsoft.Diagnostics.Tracing.Parsers.Clr;
using EventLevel = System.Diagnostics.Tracing.EventLevel;

namespace AspireStateless.LoadTests.Performance.Benches.Profile;

/// <summary>
/// What the runtime of another process tells while it is asked: a thousand times a second the stack of each thread, and one of each hundred
/// kilobytes that are allocated.
/// </summary>
internal sealed class ProcessTrace : IAsyncDisposable
{
    private const string Sampler = "Microsoft-DotNETCore-SampleProfiler";
    private const int BufferMegabytes = 256;

    // Threads that have nothing to do stand in one of these.
    private static readonly string[] Waits =
    [
        "System.Threading.LowLevelLifoSemaphore.", "System.Threading.LowLevelMonitor.", "System.Threading.WaitHandle.",
        "System.Threading.Monitor.", "System.Threading.Thread.Sleep", "System.Threading.PortableThreadPool+GateThread",
        "System.Threading.PortableThreadPool+WorkerThread.WorkerThreadStart", "System.Net.Sockets.SocketAsyncEngine.EventLoop",
        "Interop+Sys.WaitForSocketEvents", "Interop+Sys.LowLevelMonitor", "Interop+Sys.Read(",
    ];

    private readonly EventPipeSession _session;
    private readonly string _file = Path.Combine(Path.GetTempPath(), Path.ChangeExtension(Path.GetRandomFileName(), ".nettrace"));
    private readonly Task _writing;

    private ProcessTrace(EventPipeSession session)
    {
        _session = session;
        _writing = WriteAsync();
    }

    /// <summary>How long reading one takes, about.</summary>
    public static TimeSpan Reading => TimeSpan.FromSeconds(4);

    /// <exception cref="InvalidRunException">The process cannot be asked.</exception>
    public static ProcessTrace Start(int pid)
    {
        try
        {
            return new ProcessTrace(new DiagnosticsClient(pid).StartEventPipeSession(
                [
                    new EventPipeProvider(Sampler, EventLevel.Informational),
                    new EventPipeProvider(ClrTraceEventParser.ProviderName, EventLevel.Verbose, (long)ClrTraceEventParser.Keywords.GC),
                ],
                requestRundown: true,
                BufferMegabytes));
        }
        catch (Exception failure) when (failure is ServerNotAvailableException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidRunException(
                $"The runtime of process {pid} cannot be asked: {failure.Message}",
                "Is DOTNET_EnableDiagnostics=0 set, or does another user run it?", failure);
        }
    }

    /// <summary>Ends it.</summary>
    /// <returns>Of each stage the samples of threads that did something, and the bytes allocated.</returns>
    public async Task<(IReadOnlyDictionary<Stage, double> Samples, IReadOnlyDictionary<Stage, double> Bytes)> ReadAsync(
        CancellationToken cancellationToken)
    {
        await _session.StopAsync(cancellationToken);
        await _writing;
        var samples = new Dictionary<Stage, double>();
        var bytes = new Dictionary<Stage, double>();
        using var log = new TraceLog(TraceLog.CreateFromEventPipeDataFile(_file));
        foreach (var told in log.Events)
        {
            if (told is GCAllocationTickTraceData allocated)
            {
                Add(bytes, Stage.Of(Methods(told.CallStack())), allocated.AllocationAmount64);
            }
            else if (told.ProviderName == Sampler && told.CallStack() is { } stack
                && !Array.Exists(Waits, Methods(stack).FirstOrDefault("").StartsWith))
            {
                Add(samples, Stage.Of(Methods(stack)), 1);
            }
        }

        return (samples, bytes);
    }

    public async ValueTask DisposeAsync()
    {
        _session.Dispose();
        await _writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        File.Delete(_file);
        File.Delete(Path.ChangeExtension(_file, ".etlx"));
    }

    private static void Add(Dictionary<Stage, double> sums, Stage stage, double amount) =>
        sums[stage] = sums.GetValueOrDefault(stage) + amount;

    private static IEnumerable<string> Methods(TraceCallStack? stack)
    {
        for (var frame = stack; frame is not null; frame = frame.Caller)
        {
            if (frame.CodeAddress.FullMethodName is { Length: > 0 } name)
            {
                yield return name;
            }
        }
    }

    private async Task WriteAsync()
    {
        await using var file = File.Create(_file);
        await _session.EventStream.CopyToAsync(file);
    }
}
