using System.Runtime.ExceptionServices;

namespace AspireStateless.Api.Counters;

/// <summary>Counts the exceptions that were thrown in this process, also those that somebody caught.</summary>
internal sealed class ThrownExceptions : IDisposable
{
#pragma warning disable STATE002 // A measurement of this process, shown as such: no other answer depends on it.
    private long _total;
#pragma warning restore STATE002

    public ThrownExceptions() => AppDomain.CurrentDomain.FirstChanceException += Count;

    public long Total => Interlocked.Read(ref _total);

    public void Dispose() => AppDomain.CurrentDomain.FirstChanceException -= Count;

    private void Count(object? sender, FirstChanceExceptionEventArgs thrown) => Interlocked.Increment(ref _total);
}
