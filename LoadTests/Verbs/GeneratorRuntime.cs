using System.Runtime;

namespace AspireStateless.LoadTests.Verbs;

/// <summary>Sets this process up to send requests when they are due.</summary>
internal static class GeneratorRuntime
{
    // The default pool grows slowly from one thread per core; a burst of answers should not wait for that.
    private const int ThreadsPerCore = 4;

    public static void Prepare()
    {
        ThreadPool.SetMinThreads(ThreadsPerCore * Environment.ProcessorCount, ThreadsPerCore * Environment.ProcessorCount);
        GCSettings.LatencyMode = GCLatencyMode.SustainedLowLatency;
    }
}
