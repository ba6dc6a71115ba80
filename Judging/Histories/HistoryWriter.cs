using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text;
using AspireStateless.Control;

namespace AspireStateless.Judging.Histories;

/// <summary>
/// Records attempts, append-only, from any number of threads, without allocating. Records go into a shared mapping of the file:
/// they reach the kernel without a system call, so they survive a SIGKILL of this process (not a loss of power).
/// </summary>
internal sealed class HistoryWriter : IDisposable
{
    private readonly MappedLog _log;
    private readonly ConcurrentDictionary<string, int> _texts = new(StringComparer.Ordinal);
    private readonly Lock _newText = new();
    private long _lastId = -1;

    public HistoryWriter(string path, string runId, ulong seed)
    {
        _log = new MappedLog(path);
        var header = new HeaderRecord
        {
            Magic = HistoryFormat.Magic,
            Version = HistoryFormat.Version,
            RecordSize = HistoryFormat.RecordSize,
            Seed = seed,
            StartedAt = MonotonicClock.Now,
            RunId = MemoryMarshal.Read<ulong>(Encoding.ASCII.GetBytes(runId)),
        };
        header.Checksum = Checksum(ref header);
        _log.Append(ref header);
    }

    /// <summary>The number of a text, written into the file the first time it is seen. 0 stands for none.</summary>
    public int Text(string text)
    {
        if (_texts.TryGetValue(text, out var known))
        {
            return known;
        }

        lock (_newText)
        {
            return _texts.TryGetValue(text, out known) ? known : WriteText_NeedsLock(text);
        }
    }

    /// <summary>Call before anything is sent.</summary>
    /// <param name="attempt">What is about to be sent; its number, start and everything of its end are not looked at.</param>
    /// <returns>The attempt with its number and start tick, to be completed for <see cref="End"/>.</returns>
    public Attempt Begin(in Attempt attempt)
    {
        var record = new StartRecord
        {
            Type = RecordType.Start,
            Kind = attempt.Kind,
            Number = attempt.Number,
            Client = attempt.Client,
            Id = Interlocked.Increment(ref _lastId),
            At = MonotonicClock.Now,
            Key = attempt.Key,
            Subject = attempt.Subject,
            Target = attempt.Target,
            Due = attempt.Due,
            Argument = attempt.Argument,
            Actor = attempt.Actor,
        };
        record.Checksum = Checksum(ref record);
        _log.Append(ref record);
        return attempt with { Id = record.Id, Start = record.At };
    }

    /// <summary>Call after the last byte of the answer was parsed, or once no answer will be waited for.</summary>
    /// <returns>The tick that was recorded.</returns>
    public long End(in Attempt attempt)
    {
        var record = new EndRecord
        {
            Type = RecordType.End,
            Outcome = attempt.Outcome,
            Status = attempt.Status,
            Replica = attempt.Replica,
            Id = attempt.Id,
            At = MonotonicClock.Now,
            Value = attempt.Value,
            Version = attempt.Version,
            Detail = attempt.Detail,
            Extra = attempt.Extra,
            Foreign = attempt.Foreign,
        };
        record.Checksum = Checksum(ref record);
        _log.Append(ref record);
        return record.At;
    }

    public void Dispose() => _log.Dispose();

    private int WriteText_NeedsLock(string text)
    {
        var id = _texts.Count + 1;
        var rest = Encoding.UTF8.GetBytes(text).AsSpan();
        do
        {
            var record = new TextRecord { Type = RecordType.Text, Id = id };
            var piece = rest[..Math.Min(rest.Length, TextBytes.Capacity)];
            record.Length = (byte)piece.Length;
            piece.CopyTo(record.Bytes);
            record.Checksum = Checksum(ref record);
            _log.Append(ref record);
            rest = rest[piece.Length..];
        }
        while (!rest.IsEmpty);

        _texts[text] = id;
        return id;
    }

    private static uint Checksum<T>(ref T record) where T : unmanaged =>
        HistoryFormat.Checksum(MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in record)));
}
