using System.Runtime.InteropServices;
using System.Text;

namespace AspireStateless.Judging.Histories;

/// <summary>
/// Reads a history that may be cut at any byte. Starts come before their ends and texts before their use, so every prefix of a
/// history is one: a start whose end is cut off is an unknown outcome.
/// </summary>
internal sealed class HistoryReader
{
    private readonly List<Attempt> _attempts = [];
    private readonly List<string> _texts = [""];
    private readonly Dictionary<long, int> _positions = [];
    private int _torn;
    private int _impossible;
    private int _unwritten;

    /// <exception cref="HistoryFormatException">It is not a history, or one of another version.</exception>
    public static History Read(string path)
    {
        using var file = File.OpenRead(path);
        return Read(file, Path.GetFileName(path));
    }

    public static History Read(Stream stream, string name)
    {
        var header = ReadHeader(stream, name);
        var reader = new HistoryReader();
        var cut = reader.ReadRecords(stream);
        var unclosed = cut || reader._unwritten > 0;
        Span<byte> runId = stackalloc byte[8];
        MemoryMarshal.Write(runId, in header.RunId);
        return new History(
            Encoding.ASCII.GetString(runId), header.Seed, header.StartedAt, [.. reader._attempts], [.. reader._texts])
        {
            // A writer that was killed can leave a record half written: a start that was never sent, or an end, which then is an
            // unknown outcome. In a file that was closed nothing explains one.
            Damaged = reader._impossible + (unclosed ? 0 : reader._torn),
            Unclosed = unclosed,
        };
    }

    private static HeaderRecord ReadHeader(Stream stream, string name)
    {
        Span<byte> bytes = stackalloc byte[HistoryFormat.RecordSize];
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            throw new HistoryFormatException($"{name} ends inside its header: nothing was recorded.");
        }

        var header = MemoryMarshal.Read<HeaderRecord>(bytes);
        if (header.Magic != HistoryFormat.Magic)
        {
            throw new HistoryFormatException($"{name} is not a history file.");
        }

        if (header.Version != HistoryFormat.Version || header.RecordSize != HistoryFormat.RecordSize)
        {
            throw new HistoryFormatException(
                $"{name} has format version {header.Version}; this program reads version {HistoryFormat.Version}.");
        }

        return HistoryFormat.Checksum(bytes) == header.Checksum
            ? header
            : throw new HistoryFormatException($"{name} has a damaged header.");
    }

    private bool ReadRecords(Stream stream)
    {
        var buffer = new byte[HistoryFormat.RecordSize * 4096];
        int read;
        do
        {
            read = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            for (var at = 0; at + HistoryFormat.RecordSize <= read; at += HistoryFormat.RecordSize)
            {
                Add(buffer.AsSpan(at, HistoryFormat.RecordSize));
            }
        }
        while (read == buffer.Length);

        return read % HistoryFormat.RecordSize != 0;
    }

    private void Add(ReadOnlySpan<byte> record)
    {
        var type = (RecordType)record[0];
        if (type == RecordType.Reserved && !record.ContainsAnyExcept((byte)0))
        {
            _unwritten++;
        }
        else if (HistoryFormat.Checksum(record) != MemoryMarshal.Read<uint>(record[60..]))
        {
            _torn++;
        }
        else if (type == RecordType.Start)
        {
            AddStart(in MemoryMarshal.AsRef<StartRecord>(record));
        }
        else if (type == RecordType.End)
        {
            AddEnd(in MemoryMarshal.AsRef<EndRecord>(record));
        }
        else if (type == RecordType.Text)
        {
            AddText(in MemoryMarshal.AsRef<TextRecord>(record));
        }
        else
        {
            _impossible++;
        }
    }

    private void AddStart(in StartRecord start)
    {
        _positions[start.Id] = _attempts.Count;
        _attempts.Add(new Attempt
        {
            Id = start.Id,
            Kind = start.Kind,
            Number = start.Number,
            Client = start.Client,
            Key = start.Key,
            Subject = start.Subject,
            Target = start.Target,
            Due = start.Due,
            Argument = start.Argument,
            Actor = start.Actor,
            Start = start.At,
            End = Attempt.Open,
        });
    }

    private void AddEnd(in EndRecord end)
    {
        // An end without its start cannot come from a cut: what it acknowledges would be missing from the record.
        if (!_positions.Remove(end.Id, out var position))
        {
            _impossible++;
            return;
        }

        ref var attempt = ref CollectionsMarshal.AsSpan(_attempts)[position];
        attempt = attempt with
        {
            End = end.At,
            Outcome = end.Outcome,
            Status = end.Status,
            Replica = end.Replica,
            Value = end.Value,
            Version = end.Version,
            Detail = end.Detail,
            Extra = end.Extra,
            Foreign = end.Foreign,
        };
    }

    private void AddText(in TextRecord record)
    {
        ReadOnlySpan<byte> bytes = record.Bytes;
        var piece = Encoding.UTF8.GetString(bytes[..Math.Min((int)record.Length, TextBytes.Capacity)]);
        if (record.Id == _texts.Count)
        {
            _texts.Add(piece);
        }
        else if (record.Id == _texts.Count - 1)
        {
            _texts[^1] += piece;
        }
        else
        {
            _impossible++;
        }
    }
}
