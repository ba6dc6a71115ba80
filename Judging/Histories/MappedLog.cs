using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;

namespace AspireStateless.Judging.Histories;

/// <summary>
/// A file of 64-byte records that grows a chunk at a time and is written through shared mappings. A slot is taken by one atomic
/// increment; only the thread that first needs a new chunk takes the lock.
/// </summary>
internal sealed class MappedLog : IDisposable
{
    private const int RecordsPerChunk = 16_384;
    private const int ChunkSize = RecordsPerChunk * HistoryFormat.RecordSize;

    // A mapping of a hole in a full disk would end the process with SIGBUS; writing zeros first turns that into an IOException.
    private static readonly byte[] Zeros = new byte[ChunkSize];

    private readonly FileStream _file;
    private readonly Lock _growing = new();
    private Chunk[] _chunks = [];
    private long _nextSlot = -1;

    public MappedLog(string path)
    {
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        Grow(0);
    }

    public void Append<T>(ref T record) where T : unmanaged
    {
        if (Unsafe.SizeOf<T>() != HistoryFormat.RecordSize)
        {
            throw new ArgumentException($"{typeof(T)} is not {HistoryFormat.RecordSize} bytes long.", nameof(record));
        }

        var slot = Interlocked.Increment(ref _nextSlot);
        var chunk = (int)(slot / RecordsPerChunk);
        var chunks = Volatile.Read(ref _chunks);
        if (chunk >= chunks.Length)
        {
            chunks = Grow(chunk);
        }

        chunks[chunk].View.Write(slot % RecordsPerChunk * HistoryFormat.RecordSize, ref record);
    }

    /// <summary>Cuts the file to what was written. No append may be under way.</summary>
    public void Dispose()
    {
        foreach (var chunk in _chunks)
        {
            chunk.View.Dispose();
            chunk.Map.Dispose();
        }

        _file.SetLength((_nextSlot + 1) * HistoryFormat.RecordSize);
        _file.Dispose();
    }

    private Chunk[] Grow(int needed)
    {
        lock (_growing)
        {
            while (_chunks.Length <= needed)
            {
                var offset = (long)_chunks.Length * ChunkSize;
                RandomAccess.Write(_file.SafeFileHandle, Zeros, offset);
                var map = MemoryMappedFile.CreateFromFile(
                    _file, mapName: null, offset + ChunkSize, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true);
                var view = map.CreateViewAccessor(offset, ChunkSize);
                Volatile.Write(ref _chunks, [.. _chunks, new Chunk(map, view)]);
            }

            return _chunks;
        }
    }

    private sealed record Chunk(MemoryMappedFile Map, MemoryMappedViewAccessor View);
}
