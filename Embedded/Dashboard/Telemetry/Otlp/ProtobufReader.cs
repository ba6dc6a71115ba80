using System.Buffers.Binary;

namespace AspireStateless.Dashboard.Telemetry.Otlp;

/// <summary>
/// Reads the fields of one protobuf message in place. Nothing is built for what is not asked for, so a payload cannot take more memory
/// than its reader decides to keep.
/// </summary>
/// <remarks>Format: protobuf.dev/programming-guides/encoding. Every method throws <see cref="MalformedPayloadException"/>.</remarks>
internal ref struct ProtobufReader(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> rest = message;
    private WireType type;

    private enum WireType
    {
        Varint = 0,
        Fixed64 = 1,
        Bytes = 2,
        Fixed32 = 5,
    }

    /// <summary>Moves to the next field, whose value has to be read or skipped then.</summary>
    /// <param name="number">The field's number.</param>
    /// <returns>False at the end of the message.</returns>
    public bool Next(out int number)
    {
        if (rest.IsEmpty)
        {
            number = 0;
            return false;
        }

        var tag = TakeVarint();
        number = (int)(tag >> 3);
        type = (WireType)(tag & 7);
        return tag is >= 8 and <= uint.MaxValue ? true : throw new MalformedPayloadException("A field has no valid number.");
    }

    /// <summary>An unsigned or signed integer, a boolean or a member of an enumeration.</summary>
    public ulong Varint() => type == WireType.Varint ? TakeVarint() : throw Unexpected();

    /// <summary>Eight bytes: a time or a count, or the bits of a floating point number.</summary>
    public ulong Fixed64() => type == WireType.Fixed64 ? TakeFixed64() : throw Unexpected();

    public double Double() => BitConverter.UInt64BitsToDouble(Fixed64());

    /// <summary>A text, a message or bytes.</summary>
    public ReadOnlySpan<byte> Bytes() => type == WireType.Bytes ? TakeBytes() : throw Unexpected();

    /// <summary>A message inside this one.</summary>
    public ProtobufReader Message() => new(Bytes());

    /// <summary>Repeated eight-byte values, which come packed together or one at a time.</summary>
    public void AppendFixed64(List<ulong> values, int most)
    {
        if (type == WireType.Fixed64)
        {
            values.Add(TakeFixed64());
        }
        else
        {
            var packed = Bytes();
            if (packed.Length % sizeof(ulong) != 0)
            {
                throw new MalformedPayloadException("Packed values end in the middle of one.");
            }

            for (; !packed.IsEmpty && values.Count <= most; packed = packed[sizeof(ulong)..])
            {
                values.Add(BinaryPrimitives.ReadUInt64LittleEndian(packed));
            }
        }

        if (values.Count > most)
        {
            throw new MalformedPayloadException($"There are more than {most} values in one field.");
        }
    }

    /// <summary>Passes over a field that nobody here needs.</summary>
    public void Skip()
    {
        switch (type)
        {
            case WireType.Varint:
                TakeVarint();
                break;
            case WireType.Fixed64:
                Take(sizeof(ulong));
                break;
            case WireType.Bytes:
                TakeBytes();
                break;
            case WireType.Fixed32:
                Take(sizeof(uint));
                break;
            default:
                // Groups, which OTLP has none of.
                throw Unexpected();
        }
    }

    private static MalformedPayloadException Unexpected() => new("A field has another type than its number says.");

    private ulong TakeVarint()
    {
        var value = 0UL;
        for (var i = 0; i < rest.Length && i < 10; i++)
        {
            value |= (ulong)(rest[i] & 0x7F) << (7 * i);
            if (rest[i] < 0x80)
            {
                rest = rest[(i + 1)..];
                return value;
            }
        }

        throw new MalformedPayloadException("An integer has no end.");
    }

    private ulong TakeFixed64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));

    private ReadOnlySpan<byte> TakeBytes()
    {
        var length = TakeVarint();
        return length <= (ulong)rest.Length ? Take((int)length) : throw new MalformedPayloadException("A field ends after its message.");
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > rest.Length)
        {
            throw new MalformedPayloadException("The message ends in the middle of a field.");
        }

        var taken = rest[..length];
        rest = rest[length..];
        return taken;
    }
}
