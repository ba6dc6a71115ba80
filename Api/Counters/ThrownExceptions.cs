using System.Runtime.ExceptionServices;

namespace AspireStateless.Api.Counters;

/// <summary>Counts the exceptions that were thrown in this process, also those that somebody caught.</summary>
internal sealed class ThrownExceptions : IDisposable
{
    private long _total;

    public ThrownExceptions() => AppDomain.CurrentDomain.FirstChanceException += Count;

    public long Total => Interlocked.Read(ref _total);

    public void Dispose() => AppDomain.CurrentDomain.FirstChanceException -= Count;

    private void Count(object? sender, FirstChanceExceptionEventArgs thrown) => Interlocked.Increment(ref _total);
}
