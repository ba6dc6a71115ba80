using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AspireStateless.Judging.Histories;

/// <summary>The first byte of a record.</summary>
internal enum RecordType : byte
{
    Reserved = 0,
    Start = 1,
    End = 2,
    Text = 3,
}

/// <summary>The file's first 64 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1, Size = HistoryFormat.RecordSize)]
internal struct HeaderRecord
{
    public ulong Magic;
    public int Version;
    public int RecordSize;
    public ulong Seed;
    public long StartedAt;
    public ulong RunId;
    private readonly long _reserved1;
    private readonly long _reserved2;
    private readonly int _reserved3;
    public uint Checksum;
}

/// <summary>An attempt begins; written before its first byte can leave.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1, Size = HistoryFormat.RecordSize)]
internal struct StartRecord
{
    public RecordType Type;
    public OperationKind Kind;

    /// <summary>Counts the attempts of one operation, from 1.</summary>
    public ushort Number;

    public int Client;

    /// <summary>Unique in the file, dense, from 0.</summary>
    public long Id;

    /// <summary>Nanoseconds, <see cref="Control.MonotonicClock"/>.</summary>
    public long At;

    /// <summary>The operation's idempotency key, unique per page in a run; 0 where it has none.</summary>
    public long Key;

    /// <summary>Text: what is operated on, such as a page.</summary>
    public int Subject;

    /// <summary>Text: the generation that it is sent to.</summary>
    public int Target;

    /// <summary>When the operation was due; 0 where it had no due time.</summary>
    public long Due;

    /// <summary>What is to be written.</summary>
    public long Argument;

    /// <summary>Text: the session that it is sent under; 0 for none.</summary>
    public int Actor;
    public uint Checksum;
}

/// <summary>An attempt ended; written after the last byte of its answer was parsed.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1, Size = HistoryFormat.RecordSize)]
internal struct EndRecord
{
    public RecordType Type;
    public Outcome Outcome;

    /// <summary>HTTP status; 0 where no answer came.</summary>
    public ushort Status;

    /// <summary>Text: the generation that said it answered; 0 where none did.</summary>
    public int Replica;
    public long Id;
    public long At;
    public long Value;
    public long Version;
    public long Detail;
    public long Extra;

    /// <summary>Text: what the answer held where it should have held the client's own; 0 where all was its own.</summary>
    public int Foreign;
    public uint Checksum;
}

/// <summary>A piece of the text with this number; a text longer than one record goes on in the next with the same number.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1, Size = HistoryFormat.RecordSize)]
internal struct TextRecord
{
    public RecordType Type;
    public byte Length;
    private readonly ushort _reserved;
    public int Id;
    public TextBytes Bytes;
    public uint Checksum;
}

[InlineArray(Capacity)]
internal struct TextBytes
{
    public const int Capacity = 52;
    private byte _first;
}
